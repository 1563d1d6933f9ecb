#include "merge/identity/accounts.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::identity {
namespace {

using testing::Given;
using testing::StagedRun;

/// Users of (id, name, email, karma), with or without a key each.
Given given(std::string const &of_prose, std::string const &of_lists, std::string const &users = {},
            std::string const &name = "name TEXT")
{
    auto const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, " + name +
                        ", email TEXT, karma INTEGER);"
                        "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT);";
    return {.prose = tables + of_prose,
            .lists = tables + of_lists,
            .users = "table = \"users\"\nname = \"name\"\n"
                     "keys = { table = \"keys\", column = \"k\", format = \"text\" }\n" +
                     users + "\n"};
}

constexpr auto bob = "INSERT INTO users VALUES (1, 'bob', 'b@x', 5); INSERT INTO keys VALUES (1, 1, 'k');";
constexpr auto rob = "INSERT INTO users VALUES (1, 'rob', 'B@x', 7); INSERT INTO keys VALUES (1, 1, 'k');";

class ReadAccounts {
public:
    explicit ReadAccounts(Given const &given)
        : run(given), accounts(read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target))
    {
    }

    std::vector<model::Match> matches() { return find_matches(run.job, run.staging, accounts); }
    std::vector<bool> where(std::string const &condition)
    {
        return accounts_where(run.job, run.staging, accounts, condition, {7, 1});
    }

    StagedRun run;
    Accounts accounts;
};

TEST(Accounts, AreLabelledBySourceAndName)
{
    ReadAccounts const read(given(bob, rob));
    EXPECT_EQ(read.accounts.label_of(1), "lists/rob");
}

TEST(Accounts, AreLabelledByTheirIdWhereTheyHaveNoName)
{
    ReadAccounts const read(given("INSERT INTO users (id, name) VALUES (3, NULL), (4, '')", ""));
    EXPECT_EQ(read.accounts.label_of({0, 1}), "prose/#3 prose/#4");
}

TEST(Accounts, AreInTheOrderOfSourcesAndIds)
{
    ReadAccounts const read(given("INSERT INTO users (id, name) VALUES (10, 'ann'), (9, 'eve')",
                                  "INSERT INTO users (id, name) VALUES (1, 'bob')"));
    EXPECT_EQ(read.accounts.label_of({0, 1, 2}), "prose/eve prose/ann lists/bob");
}

TEST(Accounts, KnowNoTableOfKeysWhereThePlanNamesNone)
{
    auto without_keys = given(bob, rob);
    without_keys.users = "table = \"users\"\nname = \"name\"\nmatch = { rule = \"same-column\", column = \"email\" }\n";
    ReadAccounts const read(without_keys);
    EXPECT_EQ(read.accounts.keys, (std::vector<std::vector<std::int64_t>>{{}, {}}));
}

TEST(Accounts, FoldNamesAsThePlanSays)
{
    ReadAccounts const read(
        given("INSERT INTO users (id, name) VALUES (1, 'Bob'), (2, 'bob')", "", "names = { fold = \"case\" }"));
    EXPECT_EQ(read.accounts.names.of[0], read.accounts.names.of[1]);
}

TEST(Accounts, DoNotFoldNamesWhereNothingAsksForIt)
{
    ReadAccounts const read(given("INSERT INTO users (id, name) VALUES (1, 'Bob'), (2, 'bob')", ""));
    EXPECT_NE(read.accounts.names.of[0], read.accounts.names.of[1]);
}

TEST(Accounts, FoldNamesWhereAUniqueIndexOfTheTargetIgnoresCase)
{
    ReadAccounts const read(given(bob, rob, "", "name TEXT UNIQUE COLLATE NOCASE"));
    EXPECT_EQ(read.accounts.folding.name, "case");
}

TEST(Accounts, FoldNamesWhereAUniqueIndexOfTheTargetIsOverTheLoweredName)
{
    ReadAccounts const read(given(std::string("CREATE UNIQUE INDEX one_name ON users (lower(name));") + bob, rob));
    EXPECT_EQ(read.accounts.folding.name, "case");
}

TEST(Accounts, DoNotFoldNamesForAnIndexOverAnotherColumn)
{
    ReadAccounts const read(given(std::string("CREATE UNIQUE INDEX one_email ON users (lower(email));") + bob, rob));
    EXPECT_EQ(read.accounts.folding.name, "none");
}

TEST(Accounts, FoldNamesByTheStrongerOfPlanAndTarget)
{
    ReadAccounts const read(given(bob, rob, "names = { fold = \"confusable\" }", "name TEXT UNIQUE COLLATE NOCASE"));
    EXPECT_EQ(read.accounts.folding.name, "confusable");
}

TEST(Accounts, HaveTheirNamesAndKeysAsEvidence)
{
    ReadAccounts const read(given(bob, bob));
    EXPECT_EQ(read.accounts.evidence({0, 1, {}}),
              "name bob, key " + read.accounts.shown(read.accounts.list()[0].keys[0]));
}

TEST(Accounts, HaveBothSpellingsOfANameAsEvidence)
{
    ReadAccounts const read(given("INSERT INTO users (id, name) VALUES (1, 'Bob')",
                                  "INSERT INTO users (id, name) VALUES (1, 'bob')", "names = { fold = \"case\" }"));
    EXPECT_EQ(read.accounts.evidence({0, 1, {}}), "name Bob = bob");
}

TEST(Accounts, HaveNoEvidenceWithoutANameOrAKey)
{
    ReadAccounts const read(given("INSERT INTO users (id) VALUES (1)", "INSERT INTO users (id) VALUES (1)"));
    EXPECT_EQ(read.accounts.evidence({0, 1, {}}), "");
}

TEST(Accounts, HaveAComparedColumnAsEvidence)
{
    ReadAccounts read(given(bob, rob, "match = { rule = \"same-column\", column = \"email\", fold = \"case\" }"));
    read.matches();
    EXPECT_TRUE(read.accounts.evidence({0, 1, {}}).starts_with("email b@x = B@x, key "));
}

TEST(FindMatches, TakeEachPairOnceUnderTheFirstRule)
{
    ReadAccounts read(given(bob, bob, "match = [\"same-key\", \"same-name-and-key\"]"));
    auto const matches = read.matches();
    ASSERT_EQ(matches.size(), 1U);
    EXPECT_EQ(matches[0].rule, "same-key");
    EXPECT_TRUE(matches[0].by_text);
}

TEST(FindMatches, IgnoreBlankValues)
{
    ReadAccounts read(given("INSERT INTO users VALUES (1, 'bob', ' ', 5)",
                            "INSERT INTO users VALUES (1, 'rob', ' ', 5)",
                            "match = { rule = \"same-column\", column = \"email\" }"));
    EXPECT_TRUE(read.matches().empty());
}

TEST(FindMatches, CompareNumbersAsTexts)
{
    ReadAccounts read(given("INSERT INTO users VALUES (1, 'bob', NULL, 5)",
                            "INSERT INTO users VALUES (1, 'rob', NULL, 5)",
                            "match = { rule = \"same-column\", column = \"karma\" }"));
    EXPECT_EQ(read.matches().size(), 1U);
}

TEST(FindMatches, FoldNamesAsTheRuleSays)
{
    ReadAccounts read(given(bob, "INSERT INTO users VALUES (1, 'BOB', NULL, 5); INSERT INTO keys VALUES (1, 1, 'k')",
                            "match = { rule = \"same-name-and-key\", fold = \"case\" }"));
    EXPECT_EQ(read.matches().size(), 1U);
}

TEST(FindMatches, TakeOnlyAccountsThatTheConditionAdmits)
{
    ReadAccounts read(given(bob, bob, "match = { rule = \"same-key\", where = \"karma > 5\" }"));
    EXPECT_TRUE(read.matches().empty());
}

TEST(FindMatches, CiteNoColumnWhereTheConditionIsNotTrue)
{
    ReadAccounts read(given(bob, bob, "match = { rule = \"same-column\", column = \"email\", where = \"karma > 5\" }"));
    read.matches();
    EXPECT_TRUE(read.accounts.evidence({0, 1, {}}).starts_with("name bob, key "));
}

TEST(FindMatches, RefuseAColumnThatNoSourceHas)
{
    ReadAccounts read(given(bob, bob, "match = { rule = \"same-column\", column = \"mail\" }"));
    EXPECT_EQ(read.run.refused([&] { read.matches(); }),
              "78 pico.toml:18:9: no source has a column \"mail\" in table \"users\"");
}

TEST(AccountsWhere, AreThoseForWhichTheConditionIsTrue)
{
    ReadAccounts read(given(bob, rob));
    EXPECT_EQ(read.where("karma > 5"), (std::vector<bool>{false, true}));
}

TEST(AccountsWhere, AreNotThoseForWhichItIsNull)
{
    ReadAccounts read(given("INSERT INTO users (id, name) VALUES (1, 'bob')", rob));
    EXPECT_EQ(read.where("karma < 9"), (std::vector<bool>{false, true}));
}

TEST(AccountsWhere, SeeTheOtherTablesOfTheirSource)
{
    ReadAccounts read(given(bob, "INSERT INTO users (id, name) VALUES (1, 'rob')"));
    EXPECT_EQ(read.where("EXISTS (SELECT 1 FROM keys WHERE user_id = users.id)"), (std::vector<bool>{true, false}));
}

TEST(AccountsWhere, RefuseAColumnThatDoesNotExist)
{
    ReadAccounts read(given(bob, rob));
    EXPECT_TRUE(read.run.refused([&] { read.where("carma > 5"); }).starts_with("78 pico.toml:7:1: \"carma > 5\": "));
}

} // namespace
} // namespace tributary::identity
