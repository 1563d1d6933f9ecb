#include "merge/undeclared/member_name.hpp"
#include "tests/testing/coverage.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::undeclared {
namespace {

/// What names say in a service with users, posts and orders.
class MemberNamesTest : public testing::Coverage {
protected:
    model::Schema schema = with_users({
        testing::table("docs", {}),
        testing::table("posts", {testing::integer_column("id")}, {testing::primary_key({"id"})}),
        testing::table("orders", {testing::integer_column("id")}, {testing::primary_key({"id"})}),
    });

    MemberName read(std::vector<std::string> const &names, bool several = false) const
    {
        TableNames const tables(schema);
        return read_member_name(tables, tables.table("docs"), "users", names, several);
    }

    MemberName word(std::string const &text) const
    {
        TableNames const tables(schema);
        return read_word(tables, tables.table("docs"), "users", text);
    }
};

TEST_F(MemberNamesTest, SayOfAnIdWhoseItIs) { EXPECT_TRUE(read({"data", "author", "id"}).users); }

TEST_F(MemberNamesTest, SayOfANameWhoseItIs) { EXPECT_TRUE(read({"data", "author", "name"}).users); }

TEST_F(MemberNamesTest, SayNothingOfTheTitleOfAPost) { EXPECT_FALSE(read({"data", "post", "title"}).says()); }

TEST_F(MemberNamesTest, SayOfMembersOfManyWhatTheyAre) { EXPECT_TRUE(read({"data", "watchers", "first"}).any_member); }

TEST_F(MemberNamesTest, SayNothingOfTheirNumber) { EXPECT_FALSE(read({"data", "watchers", "count"}).says()); }

TEST_F(MemberNamesTest, LeaveTheIdOfWhatIsNoTableToItsValues) { EXPECT_TRUE(read({"data", "popular", "id"}).only_id); }

TEST_F(MemberNamesTest, OfOneThingAreWordsForAll) { EXPECT_EQ(word("post").tables.size(), 1U); }

TEST_F(MemberNamesTest, OfNumbersThatMeanThemselvesAreNoWords) { EXPECT_FALSE(word("Order").says()); }

TEST_F(MemberNamesTest, OfListsMayBePartOfATable)
{
    auto const services = with_users({
        testing::table("docs", {}),
        testing::table("membergroups", {testing::integer_column("id")}, {testing::primary_key({"id"})}),
    });
    TableNames const tables(services);
    EXPECT_EQ(read_part(tables, tables.table("docs"), "users", "additional_groups").tables.size(), 1U);
    EXPECT_FALSE(read_part(tables, tables.table("docs"), "users", "group").says());
}

TEST_F(MemberNamesTest, MayBeginAsATableDoes)
{
    TableNames const tables(schema);
    EXPECT_EQ(read_beginning(tables, "users", "po").tables.size(), 1U);
}

TEST_F(MemberNamesTest, MayBeginAsTheUsersDo)
{
    TableNames const tables(schema);
    EXPECT_TRUE(read_beginning(tables, "users", "u").users);
}

TEST_F(MemberNamesTest, OfWholeTablesAreNoBeginnings)
{
    TableNames const tables(schema);
    EXPECT_FALSE(read_beginning(tables, "users", "post").says());
}

} // namespace
} // namespace tributary::undeclared
