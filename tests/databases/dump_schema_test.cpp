#include "merge/databases/postgres/dump_schema.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::databases::postgres {
namespace {

TEST(WithoutSurroundings, KeepsATable)
{
    std::string const list = "215; 1259 16385 TABLE public users postgres\n";
    EXPECT_EQ(without_surroundings(list), list);
}

TEST(WithoutSurroundings, KeepsRemarks) { EXPECT_EQ(without_surroundings(";\n; Archive\n"), ";\n; Archive\n"); }

TEST(WithoutSurroundings, DropsASchema)
{
    EXPECT_EQ(without_surroundings("6; 2615 16385 SCHEMA - app postgres\n"), "");
}

TEST(WithoutSurroundings, DropsACommentOnASchema)
{
    EXPECT_EQ(without_surroundings("9; 0 0 COMMENT - SCHEMA app postgres\n"), "");
}

TEST(WithoutSurroundings, DropsAnExtension)
{
    EXPECT_EQ(without_surroundings("2; 3079 16386 EXTENSION - citext \n"), "");
}

TEST(WithoutSurroundings, KeepsACommentOnATable)
{
    std::string const list = "9; 0 0 COMMENT public TABLE users postgres\n";
    EXPECT_EQ(without_surroundings(list), list);
}

TEST(WithoutSurroundings, KeepsATableThatIsCalledLikeASchema)
{
    std::string const list = "9; 1259 16385 TABLE SCHEMA - app postgres\n";
    EXPECT_EQ(without_surroundings(list), list);
}

std::string const begin = "--\n-- PostgreSQL database dump\n--\n\n\\restrict x9Kq\n\nSET statement_timeout = 0;\n"
                          "SELECT pg_catalog.set_config('search_path', '', false);\n\n";
std::string const end = "\n--\n-- PostgreSQL database dump complete\n--\n\n\\unrestrict x9Kq\n\n";
std::string const table =
    "--\n-- Name: users; Type: TABLE; Schema: app; Owner: -\n--\n\nCREATE TABLE app.users (\n    id bigint\n);\n\n";

TEST(ObjectsOf, AScriptAreWithoutItsSettings) { EXPECT_EQ(objects_of(begin + table + end), table + "\n"); }

TEST(ObjectsOf, AnEmptyScriptAreNone) { EXPECT_EQ(objects_of(begin + end), ""); }

TEST(ObjectsOf, AScriptKeepABodyThatLooksLikeItsEnd)
{
    auto const body = table + "AS $$" + end + "$$;\n";
    EXPECT_EQ(objects_of(begin + body + end), body + "\n");
}

TEST(ObjectsOf, AScriptKeepABodyThatLooksLikeASchemasComment)
{
    auto const body = table + "AS $$\nCOMMENT ON SCHEMA app IS 'x';\nCREATE SCHEMA y;\n$$;\n";
    EXPECT_EQ(objects_of(begin + body + end), body + "\n");
}

} // namespace
} // namespace tributary::databases::postgres
