#include "merge/identity/stage_users.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

/// bob and, in lists, rob with two keys, one of which is revoked.
Given given(std::string const &keys = {})
{
    constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, nick TEXT);"
                            "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT,"
                            " revoked BOOLEAN);";
    return {.prose = std::string(tables) + "INSERT INTO users VALUES (7, 'bob', 'bobby')",
            .lists = std::string(tables) + "INSERT INTO users VALUES (3, 'rob', NULL);"
                                           "INSERT INTO keys VALUES (1, 3, 'k', 0), (2, 3, 'old', 1)",
            .users = "table = \"users\"\nname = \"name\"\n"
                     "keys = { table = \"keys\", column = \"k\", format = \"text\"" +
                     keys + " }\n"};
}

TEST(StageUsers, ListsTheAccountsInTheOrderOfSources)
{
    StagedRun const run(given());
    stage_users(run.job, run.staging);
    EXPECT_EQ(run.query("SELECT id, source, old_id, name FROM account ORDER BY id"),
              (Rows{{"1", "0", "7", "bob"}, {"2", "1", "3", "rob"}}));
}

TEST(StageUsers, ListsTheKeysOfTheAccounts)
{
    StagedRun const run(given());
    stage_users(run.job, run.staging);
    EXPECT_EQ(run.query("SELECT account, row FROM account_key ORDER BY row"), (Rows{{"2", "1"}, {"2", "2"}}));
}

TEST(StageUsers, PassesOverKeysThatTheConditionDoesNotAdmit)
{
    StagedRun const run(given(", where = \"NOT revoked\""));
    stage_users(run.job, run.staging);
    EXPECT_EQ(run.query("SELECT row FROM account_key"), (Rows{{"1"}}));
}

TEST(StageUsers, KeepsAccountsThatAreStagedAlready)
{
    StagedRun const run(given());
    stage_users(run.job, run.staging);
    run.staging.database().execute("DELETE FROM account_key; DELETE FROM account");
    stage_users(run.job, run.staging);
    EXPECT_EQ(run.query("SELECT * FROM account"), Rows{});
}

TEST(StageUsers, StartsOverWhereThePlanNamesAnotherColumn)
{
    StagedRun run(given());
    stage_users(run.job, run.staging);
    run.plan.users.name = "nick";
    stage_users(run.job, run.staging);
    EXPECT_EQ(run.query("SELECT name FROM account ORDER BY id"), (Rows{{"bobby"}, {std::nullopt}}));
}

TEST(StageUsers, StartsOverWhereThePlanAdmitsOtherKeys)
{
    StagedRun run(given());
    stage_users(run.job, run.staging);
    run.plan.users.keys.front().where = "revoked";
    stage_users(run.job, run.staging);
    EXPECT_EQ(run.query("SELECT row FROM account_key"), (Rows{{"2"}}));
}

TEST(StageUsers, RefusesAConditionOverAColumnThatDoesNotExist)
{
    StagedRun run(given());
    run.plan.users.keys.front().where = "revokd";
    EXPECT_EQ(run.refused([&] { stage_users(run.job, run.staging); }),
              "78 pico.toml:17:8: `where`: no such column: revokd");
}

} // namespace
} // namespace tributary::identity
