#include "merge/identity/owners.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::identity {
namespace {

using testing::StagedRun;

std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                           "CREATE TABLE teams (id INTEGER PRIMARY KEY);"
                           "CREATE TABLE tokens (id INTEGER PRIMARY KEY, kind TEXT, owner INTEGER);";

/// SQL for whose the rows of tokens are.
std::string owner(std::string const &plan)
{
    StagedRun const run({.prose = tables, .lists = tables, .plan = plan});
    auto const found = rows_of_accounts(run.table("tokens"), run.source("tokens", 0), run.table("users"));
    return found ? found->owner : "";
}

std::string entry(std::string const &to, std::string const &when)
{
    return "[[reference]]\ncolumn = \"tokens.owner\"\nto = \"" + to + "\"\n" +
           (when.empty() ? "" : "when = \"" + when + "\"\n");
}

TEST(Owners, AreWhatAllRowsReferTo) { EXPECT_EQ(owner(entry("users.id", "")), "\"tokens\".\"owner\""); }

TEST(Owners, AreUsersInTheRowsOfTheirKind)
{
    auto const sql = owner(entry("teams.id", "kind = 't'") + entry("users.id", "kind = 'u'"));
    EXPECT_NE(sql.find("THEN NULL"), std::string::npos) << sql;
    EXPECT_NE(sql.find("THEN \"tokens\".\"owner\" END"), std::string::npos) << sql;
}

TEST(Owners, AreNotOtherRows) { EXPECT_EQ(owner(entry("teams.id", "kind = 't'")), ""); }

TEST(Owners, AreNotWhatNothingDeclares) { EXPECT_EQ(owner(""), ""); }

} // namespace
} // namespace tributary::identity
