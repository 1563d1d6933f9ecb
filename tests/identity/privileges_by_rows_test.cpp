#include "merge/identity/privileges.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::StagedRun;

/// Six users in each service, and these tables and rows.
Given given(std::string const &tables, std::string const &of_prose, std::string const &of_lists,
            std::string const &users = {})
{
    auto const all = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                     "INSERT INTO users VALUES (1,'a'),(2,'b'),(3,'c'),(4,'d'),(5,'e'),(6,'f');" +
                     tables + ";";
    return {.prose = all + of_prose,
            .lists = all + of_lists,
            .users = "table = \"users\"\nname = \"name\"\n" + users + "\n"};
}

/// Table and column, what is usual, and what each account has.
std::string found(Given const &given)
{
    StagedRun const run(given);
    auto const accounts = read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target);
    std::string result;
    for (auto const &one : privileges_by_rows(run.job, run.staging, accounts, run.mapping)) {
        result += one.column + " (" + one.usual + "):";
        for (auto const value : one.values) {
            result += value == 0 ? " -" : " " + std::string(one.texts.text(value));
        }
    }
    return result;
}

constexpr auto one_each = "(user_id INTEGER PRIMARY KEY REFERENCES users, reason TEXT)";
constexpr auto links = "(user_id INTEGER NOT NULL REFERENCES users, role TEXT NOT NULL, PRIMARY KEY (user_id, role))";

TEST(PrivilegesByRows, AreThoseOfATableThatIsNamedAfterARight)
{
    EXPECT_EQ(
        found(given(std::string("CREATE TABLE site_admins ") + one_each, "INSERT INTO site_admins VALUES (1,'')", "")),
        "site_admins.user_id (): a row none none none none none none none none none none none");
}

TEST(PrivilegesByRows, AreThoseOfATableInWhichFewUsersHaveARow)
{
    EXPECT_EQ(
        found(given(std::string("CREATE TABLE sanctions ") + one_each, "INSERT INTO sanctions VALUES (1,'')", "")),
        "sanctions.user_id (11 of 12 accounts have no row there): a row none none none none none none none none "
        "none none none");
}

TEST(PrivilegesByRows, AreNotThoseOfATableInWhichManyHaveOne)
{
    EXPECT_EQ(found(given(std::string("CREATE TABLE sanctions ") + one_each,
                          "INSERT INTO sanctions VALUES (1,''),(2,'')", "INSERT INTO sanctions VALUES (1,''),(2,'')")),
              "");
}

TEST(PrivilegesByRows, AreNotThoseOfATableOfProfiles)
{
    EXPECT_EQ(found(given("CREATE TABLE profiles (user_id INTEGER PRIMARY KEY REFERENCES users, bio TEXT, site TEXT)",
                          "INSERT INTO profiles VALUES (1,'','')", "")),
              "");
}

TEST(PrivilegesByRows, AreWhatOtherColumnsOfTheKeySay)
{
    EXPECT_EQ(found(given(std::string("CREATE TABLE user_roles ") + links,
                          "INSERT INTO user_roles VALUES (1,'user'),(1,'admin')", "")),
              "user_roles.user_id (): admin, user none none none none none none none none none none none");
}

TEST(PrivilegesByRows, AreLinksOfWhichNearlyAllUsersHaveTheSame)
{
    EXPECT_EQ(found(given(std::string("CREATE TABLE may ") + links,
                          "INSERT INTO may SELECT id, 'read' FROM users; INSERT INTO may VALUES (1,'write')",
                          "INSERT INTO may SELECT id, 'read' FROM users")),
              "may.user_id (11 of 12 accounts have the same rows there): read, write read read read read read read "
              "read read read read read");
}

TEST(PrivilegesByRows, AreNotLinksThatDifferFromUserToUser)
{
    EXPECT_EQ(found(given(std::string("CREATE TABLE likes ") + links,
                          "INSERT INTO likes VALUES (1,'a'),(2,'b'),(3,'c'),(4,'a')", "")),
              "");
}

TEST(PrivilegesByRows, AreNotLinksToWhatOnlyOneServiceHas)
{
    EXPECT_EQ(found(given("CREATE TABLE rooms (id INTEGER PRIMARY KEY, title TEXT);"
                          "CREATE TABLE room_admins (user_id INTEGER REFERENCES users, room_id INTEGER REFERENCES "
                          "rooms, PRIMARY KEY (user_id, room_id))",
                          "INSERT INTO rooms VALUES (1,'x'); INSERT INTO room_admins VALUES (1,1)",
                          "INSERT INTO rooms VALUES (2,'y'); INSERT INTO room_admins VALUES (2,2)")),
              "room_admins.user_id (): none none none none none none none none none none none none");
}

TEST(PrivilegesByRows, AreNotFollows)
{
    EXPECT_EQ(found(given("CREATE TABLE follows (a INTEGER REFERENCES users, b INTEGER REFERENCES users, PRIMARY KEY "
                          "(a, b))",
                          "INSERT INTO follows VALUES (1,2)", "")),
              "");
}

TEST(PrivilegesByRows, BelongToTheUserOfTheKeyAndNotToWhoGrantedThem)
{
    EXPECT_EQ(
        found(given("CREATE TABLE bans (user_id INTEGER PRIMARY KEY REFERENCES users, by INTEGER REFERENCES users)",
                    "INSERT INTO bans VALUES (2,1)", "")),
        "bans.user_id (): none a row none none none none none none none none none none");
}

TEST(PrivilegesByRows, AreNoneIfThePlanNamesThePrivileges)
{
    EXPECT_EQ(found(given(std::string("CREATE TABLE admins ") + one_each, "INSERT INTO admins VALUES (1,'')", "",
                          "privileges = []")),
              "");
}

TEST(PrivilegesByRows, AreThoseOfATableThatThePlanNames)
{
    EXPECT_EQ(
        found(given("CREATE TABLE nobles (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, t TEXT, u TEXT)",
                    "INSERT INTO nobles VALUES (1,3,'','')", "", "privileges = [\"nobles\"]")),
        "nobles.user_id (): none none a row none none none none none none none none none");
}

TEST(PrivilegesByRows, AreNotThoseOfMomentsAtWhichSomethingHappened)
{
    EXPECT_EQ(
        found(given("CREATE TABLE blocked (user_id INTEGER REFERENCES users, day DATE, PRIMARY KEY (user_id, day))",
                    "INSERT INTO blocked VALUES (1,'2020-01-01')", "")),
        "");
}

} // namespace
} // namespace tributary::identity
