#include "merge/name_collisions/name_checks.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::name_collisions {
namespace {

using testing::Given;
using testing::StagedRun;

/// Ann, who is no bot, and robo, who is one; the target's CHECK is this.
bool accepts(std::string const &check, std::string const &name, model::AccountIndex account,
             std::string const &plan = {})
{
    auto const table =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, bot BOOLEAN, low TEXT, CHECK (" + check + "));";
    StagedRun const run(
        Given{.prose = table + "INSERT INTO users VALUES (1, 'ann', 0, 'ann'), (2, 'robot', 1, 'robot')",
              .lists = table,
              .users = "table = \"users\"\nname = \"name\"\n" + plan + "\n"});
    auto const &users = model::users_of(run.mapping);
    auto const accounts = identity::read_accounts(run.job, run.staging, run.sources, users.target);
    return NameChecks(run.job, run.staging, users, accounts).accepts(name, account);
}

TEST(NameChecks, LookAtTheName)
{
    EXPECT_FALSE(accepts("name = lower(name)", "Ann", 0));
    EXPECT_TRUE(accepts("name = lower(name)", "anna", 0));
}

constexpr auto bots = "bot = 0 OR name LIKE '%bot'";

TEST(NameChecks, LookAtOtherColumnsOfTheAccount)
{
    EXPECT_TRUE(accepts(bots, "anna", 0));
    EXPECT_FALSE(accepts(bots, "roboter", 1));
    EXPECT_TRUE(accepts(bots, "newbot", 1));
}

TEST(NameChecks, RefuseANameThatACopyOfItDoesNotFollow) { EXPECT_FALSE(accepts("low = lower(name)", "anna", 0)); }

TEST(NameChecks, LeaveOutColumnsThatFollowTheName)
{
    EXPECT_TRUE(accepts("low = lower(name)", "anna", 0, "follows = { low = \"lower(name)\" }"));
}

TEST(NameChecks, LeaveOutConditionsOverOtherColumnsOnly) { EXPECT_TRUE(accepts("bot IN (0, 1)", "anna", 0)); }

} // namespace
} // namespace tributary::name_collisions
