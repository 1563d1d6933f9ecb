#include "merge/plan/write_toml.hpp"

#include <gtest/gtest.h>

namespace tributary::plan {
namespace {

TEST(TomlKey, IsBareWhereItCanBe) { EXPECT_EQ(toml_key("app_users-2"), "app_users-2"); }

TEST(TomlKey, IsQuotedWhereItHoldsADot) { EXPECT_EQ(toml_key("app.users"), "\"app.users\""); }

TEST(TomlKey, IsQuotedWhereItIsEmpty) { EXPECT_EQ(toml_key(""), "\"\""); }

TEST(Written, IsTableAndColumn) { EXPECT_EQ(written({"posts", "user_id"}), "posts.user_id"); }

TEST(Written, LeavesASchemaWithoutQuotes) { EXPECT_EQ(written({"app.posts", "user_id"}), "app.posts.user_id"); }

TEST(Written, QuotesAColumnThatHoldsADot) { EXPECT_EQ(written({"posts", "user.id"}), "\"posts\".\"user.id\""); }

TEST(Written, IsReadAgainWhateverTheNamesHold)
{
    ColumnName const hostile{"a\"b.c.\nd", " \"e\" "};
    EXPECT_EQ(read_column_name(written(hostile)), hostile);
}

TEST(TomlBlock, AlignsValuesAndComments)
{
    TomlBlock block;
    block.line("[users]");
    block.entry("table", "\"app_users\"", "by its name");
    block.entry("id", "\"x\"", "unique");
    EXPECT_EQ(block.text(), "[users]\n"
                            "table = \"app_users\"  # by its name\n"
                            "id    = \"x\"          # unique\n");
}

TEST(TomlBlock, LeavesTheOthersWhereTheyAreBesideALongLine)
{
    TomlBlock block;
    block.entry("a", "1", "short");
    block.entry("b", std::string(50, '1'), "long");
    EXPECT_EQ(block.text(), "a = 1  # short\nb = " + std::string(50, '1') + "  # long\n");
}

TEST(TomlBlock, PutsACommentAboveALongLine)
{
    TomlBlock block;
    block.entry("keys", std::string(118, '1'), "why");
    EXPECT_EQ(block.text(), "# why\nkeys = " + std::string(118, '1') + "\n");
}

TEST(TomlBlock, CommentsAProposalOut)
{
    TomlBlock block;
    block.proposal("match", "[]");
    EXPECT_EQ(block.text(), "# match = []\n");
}

TEST(TomlBlock, KeepsACommentOnItsLine)
{
    TomlBlock block;
    block.entry("a", "1", "one\nb = 2");
    EXPECT_EQ(block.text(), "a = 1  # one b = 2\n");
}

} // namespace
} // namespace tributary::plan
