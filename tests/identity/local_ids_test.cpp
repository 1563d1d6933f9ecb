#include "merge/identity/local_ids.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::StagedRun;

/// Users with a team, a number of their own and a date; each has logins.
Given given(std::string const &users, std::string const &plan = {})
{
    std::string const tables =
        "CREATE TABLE teams (id INTEGER PRIMARY KEY, lead INTEGER, made TEXT);"
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT, made TEXT, staff INTEGER,"
        " team_id INTEGER REFERENCES teams);"
        "CREATE TABLE logins (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, secret TEXT);";
    return {
        .prose = tables, .lists = tables, .plan = plan, .users = "table = \"users\"\nname = \"name\"\n" + users + "\n"};
}

std::string refusal(Given const &given)
{
    StagedRun const run(given);
    return run.refused([&] { refuse_local_ids(run.job, run.mapping); });
}

void accept(Given const &given)
{
    StagedRun const run(given);
    EXPECT_NO_THROW(refuse_local_ids(run.job, run.mapping));
}

TEST(LocalIds, AreNoLoginKeys)
{
    EXPECT_EQ(refusal(given("keys = { table = \"logins\", column = \"id\" }")),
              "78 pico.toml:17:8: `keys`: column \"logins.id\" is an id that each source assigns itself: equal numbers "
              "do not mean the same person");
}

TEST(LocalIds, AreNoEvidenceForARule)
{
    EXPECT_EQ(refusal(given("match = { rule = \"same-column\", column = \"team_id\" }")),
              "78 pico.toml:17:9: `match`: column \"users.team_id\" refers to \"teams.id\", a number that each source "
              "assigns itself: equal numbers do not mean the same person");
}

TEST(LocalIds, AreNoEvidenceWhereOnlyThePlanSaysThatTheyRefer)
{
    EXPECT_EQ(refusal(given("match = { rule = \"same-column\", column = \"staff\" }",
                            "[[reference]]\ncolumn = \"users.staff\"\nto = \"teams.id\"\n")),
              "78 pico.toml:17:9: `match`: column \"users.staff\" refers to \"teams.id\", a number that each source "
              "assigns itself: equal numbers do not mean the same person");
}

TEST(LocalIds, AreEvidenceIfTheServicesShareThem)
{
    accept(given("match = { rule = \"same-column\", column = \"team_id\", shared = true }\n"
                 "keys = { table = \"logins\", column = \"id\", shared = true }"));
}

TEST(LocalIds, AreNotTheNumbersThatReferToNothing)
{
    accept(given("match = { rule = \"same-column\", column = \"staff\" }\n"
                 "keys = { table = \"logins\", column = \"secret\", format = \"text\" }"));
}

TEST(LocalIds, HaveNoGreatest)
{
    EXPECT_EQ(refusal(given("survivorship = { team_id = \"max\" }")),
              "78 pico.toml:17:28: `survivorship`: max cannot apply: column \"users.team_id\" refers to \"teams.id\": "
              "ids of several sources have no order");
}

TEST(LocalIds, HaveNoSmallestInALookupTable)
{
    EXPECT_EQ(refusal(given("", "[[reference]]\ncolumn = \"teams.lead\"\nto = \"users.id\"\n"
                                "[table.teams]\nsurvivorship = { lead = \"min\" }\n")),
              "78 pico.toml:23:25: `survivorship`: min cannot apply: column \"teams.lead\" refers to \"users.id\": "
              "ids of several sources have no order");
}

TEST(LocalIds, MayBeTakenFromASurvivor) { accept(given("survivorship = { team_id = \"first-non-null\" }")); }

TEST(LocalIds, DoNotSayWhichAccountIsOlder)
{
    EXPECT_EQ(refusal(given("tie = { oldest = \"id\" }")),
              "78 pico.toml:17:7: `tie`: column \"users.id\" is an id: ids of several sources have no order");
}

} // namespace
} // namespace tributary::identity
