#include "merge/identity/privileges.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::StagedRun;

/// Ten users, of which the last has another value in the column x.
Given given(std::string const &column, std::string const &usual, std::string const &other,
            std::string const &users = {})
{
    auto const table = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, " + column + ");";
    auto const rest = "," + usual + ")";
    return {.prose = table + "INSERT INTO users VALUES (1,'a'" + rest + ",(2,'b'" + rest + ",(3,'c'" + rest +
                     ",(4,'d'" + rest + ",(5,'e'" + rest + ",(6,'f'" + rest + ",(7,'g'" + rest + ",(8,'h'" + rest,
            .lists = table + "INSERT INTO users VALUES (1,'i'" + rest + ",(2,'j'," + other + ")",
            .users = "table = \"users\"\nname = \"name\"\n" + users + "\n"};
}

/// Column, what is usual, and whether differences are only listed; empty: the values say nothing.
std::string found(Given const &given)
{
    StagedRun const run(given);
    auto const &users = model::users_of(run.mapping);
    auto const accounts = read_accounts(run.job, run.staging, run.sources, users.target);
    auto const all = privileges_by_values(run.job, run.staging, accounts, users);
    return all.empty() ? "" : all[0].column + ": " + all[0].usual + (all[0].is_listed ? ", listed" : "");
}

TEST(PrivilegesByValues, AreFlagsThatHardlyAnybodyHas)
{
    EXPECT_EQ(found(given("is_spam BOOLEAN", "0", "1")), "is_spam: 9 of 10 accounts have false");
}

TEST(PrivilegesByValues, AreTextsOfWhichNearlyAllAreEqual)
{
    EXPECT_EQ(found(given("lifecycle TEXT", "'live'", "'gone'")), "lifecycle: 9 of 10 accounts have live");
}

TEST(PrivilegesByValues, AreMomentsThatMostAccountsLack)
{
    EXPECT_EQ(found(given("anonymized_at DATE", "NULL", "'2020-01-01'")), "anonymized_at: 9 of 10 accounts have NULL");
}

TEST(PrivilegesByValues, AreNotMomentsThatAllAccountsHave)
{
    EXPECT_EQ(found(given("came_on DATE", "'2020-01-01'", "'2021-01-01'")), "");
}

TEST(PrivilegesByValues, AreOnlyListedIfMoreThanOneInTenDiffer)
{
    auto const table = std::string("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, theme TEXT);");
    EXPECT_EQ(
        found({.prose = table + "INSERT INTO users VALUES (1,'a','x'),(2,'b','x'),(3,'c','x'),(4,'d','x'),(5,'e','x'),"
                                "(6,'f','x'),(7,'g','x'),(8,'h','x'),(9,'i','y')",
               .lists = table + "INSERT INTO users VALUES (1,'j','y')",
               .users = "table = \"users\"\nname = \"name\"\n"}),
        "theme: 8 of 10 accounts have x, listed");
}

TEST(PrivilegesByValues, AreOnlyListedIfManyDifferInOneSource)
{
    auto const table = std::string("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, theme TEXT);");
    auto const many = table +
                      "INSERT INTO users WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i "
                      "< 40) SELECT i, 'n' || i, 'x' FROM n";
    EXPECT_EQ(found({.prose = many,
                     .lists = table + "INSERT INTO users VALUES (1,'j','y'),(2,'k','y')",
                     .users = "table = \"users\"\nname = \"name\"\n"}),
              "theme: 40 of 42 accounts have x, listed");
}

TEST(PrivilegesByValues, AreTheStateOfAnAddress)
{
    EXPECT_EQ(found(given("email_confirmed BOOLEAN", "1", "0")), "email_confirmed: 9 of 10 accounts have true");
}

TEST(PrivilegesByValues, AreNotSettingsOfOneThing)
{
    EXPECT_EQ(found(given("client_kdf_time INTEGER", "4", "8")), "client_kdf_time: 9 of 10 accounts have 4");
    EXPECT_EQ(found(given("client_kdf_time INTEGER, client_kdf_memory INTEGER, client_kdf_threads INTEGER", "4, 1, 1",
                          "8, 1, 1")),
              "");
}

TEST(PrivilegesByValues, AreNotFoundTwice) { EXPECT_EQ(found(given("is_admin BOOLEAN", "0", "1")), ""); }

TEST(PrivilegesByValues, AreNoneIfAllValuesAreEqual) { EXPECT_EQ(found(given("is_spam BOOLEAN", "0", "0")), ""); }

TEST(PrivilegesByValues, AreNoneIfThePlanNamesThePrivileges)
{
    EXPECT_EQ(found(given("is_spam BOOLEAN", "0", "1", "privileges = []")), "");
}

TEST(PrivilegesByValues, AreNoneIfThePlanSaysWhichValueStays)
{
    EXPECT_EQ(found(given("is_spam BOOLEAN", "0", "1", "survivorship = { is_spam = \"max\" }")), "");
}

TEST(PrivilegesByValues, AreNotLongTexts)
{
    EXPECT_EQ(found(given("bio TEXT", "''", "'I was born in a small town by the sea, in spring'")), "");
}

} // namespace
} // namespace tributary::identity
