#include "merge/databases/postgres/dump_schema.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::databases::postgres {
namespace {

std::string const header = "--\n"
                           "-- PostgreSQL database dump\n"
                           "--\n"
                           "\n";

/// What pg_dump writes before each object.
std::string about(std::string const &name, std::string const &type)
{
    return "--\n-- Name: " + name + "; Type: " + type + "; Schema: -; Owner: -\n--\n\n";
}

bool holds(std::string const &script, std::string const &part)
{
    return for_the_server(script).find(part) != std::string::npos;
}

TEST(ForTheServer, LeavesAnEmptyScriptEmpty) { EXPECT_EQ(for_the_server(""), ""); }

TEST(ForTheServer, LeavesATableAsItIs)
{
    auto const script = header + about("users", "TABLE") + "CREATE TABLE app.users (\n    id bigint\n);\n";
    EXPECT_EQ(for_the_server(script), script);
}

TEST(ForTheServer, EndsTheLastLine) { EXPECT_EQ(for_the_server("SELECT 1;"), "SELECT 1;\n"); }

TEST(ForTheServer, DropsRestrict)
{
    EXPECT_FALSE(holds(header + "\\restrict x9Kq\n\nSELECT 1;\n\\unrestrict x9Kq\n", "\\restrict"));
}

TEST(ForTheServer, DropsUnrestrict)
{
    EXPECT_FALSE(holds(header + "\\restrict x9Kq\n\nSELECT 1;\n\\unrestrict x9Kq\n", "\\unrestrict"));
}

TEST(ForTheServer, KeepsWhatIsBetweenRestrictAndUnrestrict)
{
    EXPECT_TRUE(holds(header + "\\restrict x9Kq\n\nSELECT 1;\n\\unrestrict x9Kq\n", "SELECT 1;\n"));
}

TEST(ForTheServer, KeepsALineInABodyThatLooksLikeRestrict)
{
    EXPECT_TRUE(holds(header + "\\restrict x9Kq\n" + about("f()", "FUNCTION") +
                          "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT '\n\\restrict x9Kq\n'$$;\n",
                      "\n\\restrict x9Kq\n"));
}

TEST(ForTheServer, KeepsALineInABodyThatLooksLikeAnotherUnrestrict)
{
    EXPECT_TRUE(holds(header + "\\restrict x9Kq\n" + about("f()", "FUNCTION") +
                          "CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $$SELECT '\n\\unrestrict y\n'$$;\n",
                      "\n\\unrestrict y\n"));
}

TEST(ForTheServer, KeepsTheSearchPathOfTheDump)
{
    EXPECT_TRUE(holds(header + "SELECT pg_catalog.set_config('search_path', '', false);\n",
                      "SELECT pg_catalog.set_config('search_path', '', false);\n"));
}

TEST(ForTheServer, KeepsSettingsBetweenObjects)
{
    EXPECT_TRUE(holds(header + about("users", "TABLE") + "SET default_table_access_method = heap;\n",
                      "SET default_table_access_method = heap;\n"));
}

TEST(ForTheServer, KeepsALineInABodyThatLooksLikeASetting)
{
    EXPECT_TRUE(holds(header + about("p()", "PROCEDURE") +
                          "CREATE PROCEDURE p() LANGUAGE sql AS $$\nUPDATE t\nSET a = 1;\n$$;\n",
                      "\nSET a = 1;\n"));
}

TEST(ForTheServer, MakesASchemaOnlyWhereItIsMissing)
{
    EXPECT_TRUE(holds(header + about("app", "SCHEMA") + "CREATE SCHEMA app;\n", "CREATE SCHEMA IF NOT EXISTS app;\n"));
}

TEST(ForTheServer, MakesASchemaWithAnyNameOnlyWhereItIsMissing)
{
    EXPECT_TRUE(holds(header + about("my app; drop", "SCHEMA") + "CREATE SCHEMA \"my app; drop\";\n",
                      "CREATE SCHEMA IF NOT EXISTS \"my app; drop\";\n"));
}

TEST(ForTheServer, MakesEachOfTwoSchemasOnlyWhereItIsMissing)
{
    EXPECT_TRUE(
        holds(header + about("a", "SCHEMA") + "CREATE SCHEMA a;\n\n" + about("b", "SCHEMA") + "CREATE SCHEMA b;\n",
              "CREATE SCHEMA IF NOT EXISTS b;\n"));
}

TEST(ForTheServer, KeepsALineInABodyThatLooksLikeASchema)
{
    EXPECT_TRUE(holds(header + about("app", "SCHEMA") + "CREATE SCHEMA app;\n\n" + about("f()", "FUNCTION") +
                          "CREATE FUNCTION app.f() RETURNS text LANGUAGE sql AS $$SELECT '\nCREATE SCHEMA x;\n'$$;\n",
                      "\nCREATE SCHEMA x;\n"));
}

TEST(ForTheServer, MakesTheSchemaOfAnExtensionWhereItIsMissing)
{
    EXPECT_TRUE(
        holds(header + about("citext", "EXTENSION") + "CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA extras;\n",
              "CREATE SCHEMA IF NOT EXISTS extras;\n"
              "CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA extras;\n"));
}

TEST(ForTheServer, KeepsAnExtensionWithoutASchema)
{
    auto const script = header + about("citext", "EXTENSION") + "CREATE EXTENSION IF NOT EXISTS citext;\n";
    EXPECT_EQ(for_the_server(script), script);
}

} // namespace
} // namespace tributary::databases::postgres
