#include "merge/model/schema.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::model {
namespace {

using testing::table;
using testing::text_column;

TEST(SqlName, IsInDoubleQuotes) { EXPECT_EQ(sql_name("order"), "\"order\""); }

TEST(SqlName, DoublesItsQuotes) { EXPECT_EQ(sql_name("a\"b"), "\"a\"\"b\""); }

TEST(SqlName, LeavesEverythingElseAsItIs) { EXPECT_EQ(sql_name("A.b'c\\d ü"), "\"A.b'c\\d ü\""); }

TEST(SqlName, OfATableHasItsSchema)
{
    auto users = table("users", {});
    users.schema = "my app";
    EXPECT_EQ(sql_name(users), "\"my app\".\"users\"");
}

TEST(SqlName, OfATableWithoutASchemaIsItsName) { EXPECT_EQ(sql_name(table("users", {})), "\"users\""); }

TEST(SqlName, OfASequenceHasItsSchema)
{
    Sequence sequence;
    sequence.schema = "app";
    sequence.name = "ids";
    EXPECT_EQ(sql_name(sequence), "\"app\".\"ids\"");
}

TEST(SqlLiteral, IsInSingleQuotes) { EXPECT_EQ(sql_literal("a \"b\""), "'a \"b\"'"); }

TEST(SqlLiteral, DoublesItsQuotes) { EXPECT_EQ(sql_literal("it's"), "'it''s'"); }

TEST(FindTable, FindsByLabel)
{
    auto const schema = testing::schema({table("a.users", {}), table("b.users", {})});
    EXPECT_EQ(find_table(schema, "b.users"), &schema.tables[1]);
}

TEST(FindTable, ComparesExactly) { EXPECT_EQ(find_table(testing::schema({table("users", {})}), "Users"), nullptr); }

TEST(FindColumn, FindsByName)
{
    auto const users = table("users", {text_column("id"), text_column("ID")});
    EXPECT_EQ(find_column(users, "ID"), &users.columns[1]);
}

TEST(FindColumn, FindsNothingThatIsNotThere) { EXPECT_EQ(find_column(table("users", {}), "id"), nullptr); }

TEST(PrimaryKey, IsTheOneThatIsPrimary)
{
    auto const users = table("users", {}, {testing::unique_key({"name"}), testing::primary_key({"id"})});
    EXPECT_EQ(primary_key(users), &users.unique_keys[1]);
}

TEST(PrimaryKey, IsNothingWhereThereIsNone)
{
    EXPECT_EQ(primary_key(table("users", {}, {testing::unique_key({"name"})})), nullptr);
}

TEST(PlainKey, IsOverColumnsOfAllRows) { EXPECT_TRUE(testing::unique_key({"a"}).plain()); }

TEST(PlainKey, IsNotOverExpressions) { EXPECT_FALSE(testing::unique_key({}).plain()); }

TEST(PlainKey, IsNotOverSomeRows)
{
    auto key = testing::unique_key({"a"});
    key.predicate = "a > 0";
    EXPECT_FALSE(key.plain());
}

} // namespace
} // namespace tributary::model
