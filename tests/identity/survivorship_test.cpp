#include "merge/identity/survivorship.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::StagedRun;

/// Users with a bio, points and a friend, and the survivorship of the plan.
Given given(std::string const &survivorship, std::string const &of_lists = "INSERT INTO users (id) VALUES (1)",
            std::string const &columns_of_lists = "bio TEXT, points INTEGER, friend INTEGER REFERENCES users")
{
    return {.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT, points INTEGER, friend INTEGER "
                     "REFERENCES users, twice INTEGER GENERATED ALWAYS AS (points * 2))",
            .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, " + columns_of_lists + ");" + of_lists,
            .users = "table = \"users\"\nname = \"name\"\nsurvivorship = { " + survivorship + " }\n"};
}

void check(StagedRun const &run)
{
    check_survivorship(run.job, model::users_of(run.mapping), run.plan.users.survivorship);
}

std::string refused(Given const &given)
{
    StagedRun const run(given);
    return run.refused([&] { check(run); });
}

/// Of a column of this type in the target.
model::Column column(std::string const &type, model::Kind kind = model::Kind::other)
{
    model::Column result;
    result.type = type;
    result.kind = kind;
    return result;
}

TEST(Survivorship, TakesTheNameOfTheNewestAccount)
{
    StagedRun const run(given("name = \"newest(points)\""));
    EXPECT_NO_THROW(check(run));
}

TEST(Survivorship, RefusesAnotherRuleForTheName)
{
    EXPECT_NE(refused(given("name = \"longest\"")).find("no rule can be chosen for column \"name\""),
              std::string::npos);
}

TEST(Survivorship, RefusesNewestWithoutAColumn)
{
    EXPECT_NE(refused(given("bio = \"newest\"")).find("newest needs the column that says which row it is"),
              std::string::npos);
}

TEST(Survivorship, RefusesNewestByAReference)
{
    EXPECT_NE(refused(given("bio = \"newest(friend)\"")).find("ids of several sources have no order"),
              std::string::npos);
}

TEST(Survivorship, RefusesAColumnForARuleThatTakesNone)
{
    EXPECT_NE(refused(given("bio = \"longest(points)\"")).find("longest takes no column"), std::string::npos);
}

TEST(Survivorship, AcceptsARuleForAColumnOfEverySource)
{
    StagedRun const run(given("bio = \"longest\", points = \"sum\""));
    EXPECT_NO_THROW(check(run));
}

TEST(Survivorship, RefusesAColumnThatDoesNotExist)
{
    EXPECT_EQ(refused(given("bioo = \"longest\"")),
              "78 pico.toml:17:25: `survivorship`: there is no column \"bioo\" of table \"users\"");
}

TEST(Survivorship, RefusesTheId)
{
    EXPECT_EQ(refused(given("id = \"max\"")),
              "78 pico.toml:17:23: `survivorship`: no rule can be chosen for column \"id\" of table \"users\"");
}

TEST(Survivorship, RefusesTheUsersName)
{
    EXPECT_EQ(refused(given("name = \"longest\"")),
              "78 pico.toml:17:25: `survivorship`: no rule can be chosen for column \"name\" of table \"users\"");
}

TEST(Survivorship, RefusesAGeneratedColumn)
{
    EXPECT_EQ(refused(given("twice = \"max\"")),
              "78 pico.toml:17:26: `survivorship`: no rule can be chosen for column \"twice\" of table \"users\"");
}

TEST(Survivorship, RefusesToComputeAReference)
{
    EXPECT_EQ(refused(given("friend = \"sum\"")),
              "78 pico.toml:17:27: `survivorship`: column \"users.friend\" refers to rows, which have no sum");
}

TEST(Survivorship, PicksAReference)
{
    StagedRun const run(given("friend = \"first-non-null\""));
    EXPECT_NO_THROW(check(run));
}

TEST(Survivorship, RefusesAColumnThatASourceLacks)
{
    EXPECT_EQ(refused(given("bio = \"longest\"", "INSERT INTO users (id) VALUES (1)", "points INTEGER")),
              "78 pico.toml:17:24: `survivorship`: source \"lists\" has no column \"users.bio\"");
}

TEST(Survivorship, AcceptsAColumnThatASourceWithoutRowsLacks)
{
    StagedRun const run(given("bio = \"longest\"", "", "points INTEGER"));
    EXPECT_NO_THROW(check(run));
}

TEST(Survivorship, KeepsTheSurvivorsOwnValueOfAColumnThatASourceLacks)
{
    StagedRun const run(given("bio = \"keep-survivor\"", "INSERT INTO users (id) VALUES (1)", "points INTEGER"));
    EXPECT_NO_THROW(check(run));
}

TEST(Survivorship, RefusesAnOrderOfATypeWhoseTextHasNone)
{
    auto users = testing::table("users", {column("jsonb")}, {testing::primary_key({"id"})});
    users.columns[0].name = "settings";
    users.schema = "public";
    users.engine = model::Engine::postgresql;
    StagedRun const run(given("settings = \"max\""));
    EXPECT_EQ(run.refused([&] {
        check_survivorship(run.job, {users, {}, "name", {}}, run.plan.users.survivorship);
    }),
              "78 pico.toml:17:29: `survivorship`: max is not defined for column \"users.settings\" of type jsonb");
}

TEST(Survivorship, ComparesNoIdNoNameAndNothingGenerated)
{
    StagedRun const run(given("bio = \"longest\""));
    auto const compared = compared_columns(model::users_of(run.mapping));
    std::vector<std::string> names;
    std::transform(compared.begin(), compared.end(), std::back_inserter(names),
                   [](auto const &one) { return one.name; });
    EXPECT_EQ(names, (std::vector<std::string>{"bio", "points", "friend"}));
}

TEST(Survivorship, ComparesAKeyOfSeveralColumns)
{
    auto const members = testing::table("members", {testing::integer_column("team"), testing::integer_column("person")},
                                        {testing::primary_key({"team", "person"})});
    EXPECT_EQ(compared_columns({members, {}, {}, {}}).size(), 2U);
}

TEST(OrderedAsText, AreNumbers) { EXPECT_TRUE(is_ordered_as_text("bigint")); }

TEST(OrderedAsText, AreTexts) { EXPECT_TRUE(is_ordered_as_text("character varying(20)")); }

TEST(OrderedAsText, AreMoments) { EXPECT_TRUE(is_ordered_as_text("timestamp with time zone")); }

TEST(OrderedAsText, AreDates) { EXPECT_TRUE(is_ordered_as_text("date")); }

TEST(OrderedAsText, AreNotArrays) { EXPECT_FALSE(is_ordered_as_text("integer[]")); }

TEST(OrderedAsText, AreNotIntervals) { EXPECT_FALSE(is_ordered_as_text("interval")); }

TEST(OrderedAsText, AreNotNetworkAddresses) { EXPECT_FALSE(is_ordered_as_text("inet")); }

TEST(OrderedAsText, AreNotRanges) { EXPECT_FALSE(is_ordered_as_text("daterange")); }

TEST(OrderedAsText, AreNotTimesWithATimeZone) { EXPECT_FALSE(is_ordered_as_text("time with time zone")); }

TEST(ComparedAs, IsABooleanWhereTheTargetHasOne) { EXPECT_TRUE(compared_as(column("boolean")).boolean); }

TEST(ComparedAs, IsNotABooleanForATextColumn) { EXPECT_FALSE(compared_as(column("text", model::Kind::text)).boolean); }

TEST(ComparedAs, IsANumberWhateverItsScale) { EXPECT_TRUE(compared_as(column("numeric(10,2)")).number); }

TEST(ComparedAs, IsANumberForAnInteger) { EXPECT_TRUE(compared_as(column("INT", model::Kind::integer)).number); }

TEST(ComparedAs, IsNotANumberForATextColumn) { EXPECT_FALSE(compared_as(column("text", model::Kind::text)).number); }

TEST(ComparedAs, IsFloatingForADoublePrecisionColumn) { EXPECT_TRUE(compared_as(column("double precision")).floating); }

TEST(ComparedAs, IsNotFloatingForADecimal) { EXPECT_FALSE(compared_as(column("numeric")).floating); }

TEST(ComparedAs, KnowsTheGreatestIntegerOfTheColumn)
{
    EXPECT_EQ(compared_as(testing::integer_column("points", 32767)).max_integer, 32767);
}

} // namespace
} // namespace tributary::identity
