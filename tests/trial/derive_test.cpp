#include "merge/staging/merged.hpp"
#include "merge/trial/derive.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::trial {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

/// ann (1) in prose and bob (1, in the target 102) in lists, and a table of the target that the plan derives.
Given given(std::string const &sql, std::string const &derived = "flags", std::string const &more = {})
{
    constexpr auto users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";
    return {.prose = std::string(users) + "INSERT INTO users VALUES (1, 'ann')",
            .lists = std::string(users) + "INSERT INTO users VALUES (1, 'bob')",
            .plan = "[derive." + derived + "]\nsql = '''" + sql + "'''\n",
            .target = std::string(users) +
                      "CREATE TABLE flags (user_id INTEGER NOT NULL REFERENCES users, flag TEXT DEFAULT 'x',"
                      " twice TEXT GENERATED ALWAYS AS (flag || flag), UNIQUE (user_id, flag));" +
                      more,
            .head = "[ids]\nheadroom = 100\n"};
}

std::vector<staging::DerivedTable> derive(StagedRun &run)
{
    run.decide_ids();
    staging::write_views(run.staging, run.mapping, staging::read_exceptions(run.staging));
    return derive_tables(run.plan, run.staging, run.mapping, run.shape);
}

std::string refused(Given const &given)
{
    StagedRun run(given);
    return run.refused([&] { derive(run); });
}

TEST(DeriveTables, ReadTheMergedRows)
{
    StagedRun run(given("SELECT id AS user_id, 'new' AS flag FROM \"merged.users\""));
    auto const derived = derive(run);
    ASSERT_EQ(derived.size(), 1U);
    EXPECT_EQ(derived[0].rows, 2);
    EXPECT_EQ(run.query("SELECT user_id FROM \"merged.flags\" ORDER BY 1"), (Rows{{"1"}, {"102"}}));
}

TEST(DeriveTables, OfASelectWithoutRowsAreEmpty)
{
    StagedRun run(given("SELECT id AS user_id FROM \"merged.users\" WHERE name = 'nobody'"));
    EXPECT_EQ(derive(run).at(0).rows, 0);
    EXPECT_EQ(run.query("SELECT * FROM conflict"), Rows{});
}

TEST(DeriveTables, AreTablesOfTheTarget)
{
    EXPECT_EQ(refused(given("SELECT 1 AS user_id", "flag")),
              "78 pico.toml:19:1: [derive.flag]: the target has no table of that name");
}

TEST(DeriveTables, AreFilledByNoSource)
{
    EXPECT_EQ(refused(given("SELECT 1 AS id", "users")),
              "78 pico.toml:19:1: [derive.users]: source \"prose\" fills that table");
}

TEST(DeriveTables, HaveTheColumnsThatTheTargetDemands)
{
    EXPECT_EQ(refused(given("SELECT 'x' AS flag")),
              "78 pico.toml:19:1: [derive.flags]: it has no column \"user_id\", which the table requires");
}

TEST(DeriveTables, HaveNoColumnThatTheTargetLacks)
{
    EXPECT_EQ(refused(given("SELECT 1 AS user_id, 2 AS User_Id")),
              "78 pico.toml:19:1: [derive.flags]: the table has no column \"User_Id\"");
}

TEST(DeriveTables, HaveNoColumnThatTheTargetComputes)
{
    EXPECT_EQ(refused(given("SELECT 1 AS user_id, 'x' AS twice")),
              "78 pico.toml:19:1: [derive.flags]: the target computes column \"twice\" itself");
}

TEST(DeriveTables, HaveNoColumnTwice)
{
    EXPECT_EQ(refused(given("SELECT 1 AS user_id, 2 AS user_id")),
              "78 pico.toml:19:1: [derive.flags]: it has two columns \"user_id\"");
}

TEST(DeriveTables, AreMadeByASelectAndNothingElse)
{
    EXPECT_EQ(refused(given("DELETE FROM account")), "78 pico.toml:19:1: [derive.flags]: only a SELECT is allowed");
}

TEST(DeriveTables, HaveNoParameter)
{
    EXPECT_EQ(refused(given("SELECT ?1 AS user_id")),
              "78 pico.toml:19:1: [derive.flags]: it has a parameter, for which there is no value");
}

TEST(DeriveTables, AreTheSameNextTime)
{
    EXPECT_EQ(refused(given("SELECT random() AS user_id")),
              "78 pico.toml:19:1: [derive.flags]: random gives a different value each time");
}

TEST(DeriveTables, AreAskedAboutWhereRowsShareAKey)
{
    StagedRun run(given("SELECT 1 AS user_id, 'x' AS flag UNION ALL SELECT 1, 'x' UNION ALL SELECT 1, 'y'"));
    derive(run);
    ASSERT_EQ(run.conflicts("unique").size(), 1U);
    EXPECT_EQ(run.conflicts("unique")[0][2]->substr(0, 52), "2 rows share 1 value of (user_id, flag) under sqlite");
}

TEST(DeriveTables, AreNotAskedAboutWhereANullIsInTheKey)
{
    StagedRun run(given("SELECT 1 AS user_id, NULL AS flag UNION ALL SELECT 1, NULL"));
    derive(run);
    EXPECT_EQ(run.conflicts("unique"), Rows{});
}

TEST(DeriveTables, AreAskedAboutWhereTheyReferToWhatIsNotMerged)
{
    StagedRun run(given("SELECT 7 AS user_id"));
    derive(run);
    EXPECT_EQ(run.conflicts("dangling"), (Rows{{"flags", "flags (user_id) -> users",
                                                "1 row refers to rows of users that do not exist, such as 7"}}));
}

TEST(DeriveTables, AreAskedAboutWhereOthersReferToRowsThatTheyLack)
{
    auto const users = std::string("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, team INTEGER");
    StagedRun run({.prose = users + "); INSERT INTO users VALUES (1, 'ann', 5)",
                   .lists = users + "); INSERT INTO users VALUES (1, 'bob', NULL)",
                   .plan = "[derive.teams]\nsql = \"SELECT 4 AS id\"\n",
                   .target = "CREATE TABLE teams (id INTEGER PRIMARY KEY);" + users + " REFERENCES teams)"});
    derive(run);
    EXPECT_EQ(run.conflicts("dangling"),
              (Rows{{"users", "users (team) -> teams", "1 row refers to rows of teams that do not exist, such as 5"}}));
}

TEST(DeriveTables, AreMadeByOneStatement)
{
    EXPECT_TRUE(refused(given("SELECT 1 AS user_id; SELECT 2")).starts_with("78 pico.toml:19:1: [derive.flags]: "));
}

TEST(DeriveTables, DoNotReadTheStagingFilesOwnTables)
{
    EXPECT_TRUE(refused(given("SELECT id AS user_id FROM account")).starts_with("78 pico.toml:19:1: [derive.flags]: "));
}

TEST(DeriveTables, AreNotAskedAboutWhereTheyReferToNothing)
{
    auto without_user = given("SELECT NULL AS user_id, 'x' AS flag");
    without_user.target.replace(without_user.target.find("INTEGER NOT NULL"), 16, "INTEGER");
    StagedRun run(without_user);
    derive(run);
    EXPECT_EQ(run.conflicts("dangling"), Rows{});
}

TEST(DeriveTables, MayReferToEachOther)
{
    auto two = given("SELECT 1 AS user_id, 'x' AS flag", "flags",
                     "CREATE TABLE uses (flag_of INTEGER REFERENCES marks);"
                     "CREATE TABLE marks (id INTEGER PRIMARY KEY);");
    two.plan += "[derive.marks]\nsql = \"SELECT 4 AS id\"\n[derive.uses]\nsql = \"SELECT 4 AS flag_of\"\n";
    StagedRun run(two);
    derive(run);
    EXPECT_EQ(run.conflicts("dangling"), Rows{});
}

} // namespace
} // namespace tributary::trial
