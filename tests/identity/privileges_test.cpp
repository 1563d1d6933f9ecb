#include "merge/identity/privileges.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::StagedRun;

using Names = std::vector<std::string>;

/// One user in each source, with these columns beside id and name.
Given given(std::string const &columns, std::string const &users = {}, std::string const &of_prose = {},
            std::string const &of_lists = {})
{
    auto const table = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, " + columns + ");";
    return {.prose = table + of_prose,
            .lists = table + of_lists,
            .users = "table = \"users\"\nname = \"name\"\n" + users + "\n"};
}

std::vector<Privilege> read(StagedRun const &run)
{
    auto const &users = model::users_of(run.mapping);
    return read_privileges(run.job, run.staging, read_accounts(run.job, run.staging, run.sources, users.target),
                           run.mapping);
}

Names columns(Given const &given)
{
    StagedRun const run(given);
    auto const privileges = read(run);
    Names result;
    std::transform(privileges.begin(), privileges.end(), std::back_inserter(result),
                   [](auto const &one) { return one.column; });
    return result;
}

/// Each account's value of the first privilege; "-" where its source has no such column.
Names values(Given const &given)
{
    StagedRun const run(given);
    auto const privileges = read(run);
    Names result;
    std::transform(privileges.at(0).values.begin(), privileges.at(0).values.end(), std::back_inserter(result),
                   [&](auto value) { return value == 0 ? "-" : std::string(privileges[0].texts.text(value)); });
    return result;
}

TEST(Privileges, AreBooleansWithAPrivilegedWordInTheirName)
{
    EXPECT_EQ(columns(given("is_admin BOOLEAN, can_moderate_posts BOOLEAN, banned BOOLEAN")),
              (Names{"is_admin", "can_moderate_posts", "banned"}));
}

TEST(Privileges, AreKnownInCamelCase) { EXPECT_EQ(columns(given("isAdmin BOOLEAN")), (Names{"isAdmin"})); }

TEST(Privileges, AreKnownByWholeWordsOnly) { EXPECT_EQ(columns(given("rooted BOOLEAN, enrole BOOLEAN")), Names{}); }

TEST(Privileges, AreTextsAndNumbersWithExactlySuchAName)
{
    EXPECT_EQ(columns(given("role TEXT, user_role_id INTEGER, role_note TEXT")), (Names{"role", "user_role_id"}));
}

TEST(Privileges, AreNotDates) { EXPECT_EQ(columns(given("admin TIMESTAMP, staff DATE")), Names{}); }

TEST(Privileges, AreNotIds)
{
    auto with_id = given("staff_id INTEGER NOT NULL UNIQUE", "id = \"staff_id\"",
                         "INSERT INTO users VALUES (1, 'bob', 5)", "INSERT INTO users VALUES (1, 'bob', 6)");
    EXPECT_EQ(columns(with_id), Names{});
}

TEST(Privileges, AreThoseThatThePlanNamesAndNoOthers)
{
    EXPECT_EQ(columns(given("admin BOOLEAN, banned BOOLEAN", "privileges = [\"banned\"]")), (Names{"banned"}));
}

TEST(Privileges, AreNoneWhereThePlanSaysSo) { EXPECT_EQ(columns(given("admin BOOLEAN", "privileges = []")), Names{}); }

TEST(Privileges, AreNotWhatSurvivorshipDecides)
{
    EXPECT_EQ(columns(given("admin BOOLEAN, staff BOOLEAN", "survivorship = { admin = \"all\" }")), (Names{"staff"}));
}

TEST(Privileges, AreColumnsOfTheTarget)
{
    StagedRun const run(given("admin BOOLEAN", "privileges = [\"admim\"]"));
    EXPECT_EQ(run.refused([&] { read(run); }),
              "78 pico.toml:17:14: `privileges`: there is no column \"admim\" in table \"users\" of the target");
}

TEST(Privileges, HaveOneTextForAllSpellingsOfABoolean)
{
    EXPECT_EQ(values(given("admin BOOLEAN", "", "INSERT INTO users VALUES (1, 'bob', 't'), (2, 'ann', 0)",
                           "INSERT INTO users VALUES (1, 'rob', 1)")),
              (Names{"true", "false", "true"}));
}

TEST(Privileges, DistinguishNullFromTheTextNull)
{
    EXPECT_EQ(values(given("role TEXT", "", "INSERT INTO users VALUES (1, 'bob', NULL), (2, 'ann', 'NULL')")),
              (Names{"NULL", "'NULL'"}));
}

TEST(Privileges, HaveNoValueWhereASourceLacksTheColumn)
{
    auto lacking = given("admin BOOLEAN", "", "INSERT INTO users VALUES (1, 'bob', 1)");
    lacking.lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                    "INSERT INTO users VALUES (1, 'bob')";
    EXPECT_EQ(values(lacking), (Names{"true", "-"}));
}

TEST(Privileges, AreEqualWhereTheyReferToOneRole)
{
    std::string const tables = "CREATE TABLE roles (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                               "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, role INTEGER REFERENCES roles);"
                               "INSERT INTO roles VALUES (3, 'member'); INSERT INTO users VALUES (1, 'bob', 3)";
    StagedRun const run({.prose = tables, .lists = tables, .plan = "[table.roles]\nmatch = [\"name\"]\n"},
                        StagedRun::After::resolve);
    auto const role = read(run).at(0);
    EXPECT_EQ(role.texts.text(role.values[1]), "3");
}

TEST(Privileges, CompareWhetherThereIsAMomentOnly)
{
    auto const moments = given("deleted_at TEXT", "",
                               "INSERT INTO users VALUES (1, 'ann', '2011'), (2, 'bob', '2012'), (3, 'eve', NULL)");
    StagedRun const run(moments);
    auto const deleted = read(run).at(0);
    EXPECT_EQ(deleted.compared(deleted.values[0]), deleted.compared(deleted.values[1]));
    EXPECT_NE(deleted.compared(deleted.values[0]), deleted.compared(deleted.values[2]));
}

TEST(Privileges, TakeAnEmptyMomentForNone)
{
    StagedRun const run(given("deleted_at TEXT", "", "INSERT INTO users VALUES (1, 'ann', ''), (2, 'bob', NULL)"));
    auto const deleted = read(run).at(0);
    EXPECT_EQ(deleted.compared(deleted.values[0]), deleted.compared(deleted.values[1]));
}

TEST(Privileges, HaveTheValuesThatReferencesHaveInTheTarget)
{
    std::string const tables = "CREATE TABLE roles (id INTEGER PRIMARY KEY);"
                               "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, role INTEGER REFERENCES roles);"
                               "INSERT INTO roles VALUES (3); INSERT INTO users VALUES (1, 'bob', 3)";
    StagedRun run({.prose = tables, .lists = tables, .head = "[ids]\nheadroom = 100\n"});
    run.decide_ids();
    auto const role = read(run).at(0);
    EXPECT_EQ(role.texts.text(role.values[1]), "106");
}

} // namespace
} // namespace tributary::identity
