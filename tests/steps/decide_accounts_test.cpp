#include "merge/steps/decide_accounts.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tributary::steps {
namespace {

using plan::Decision;
using testing::Given;
using testing::Rows;
using testing::StagedRun;

/// Users and their keys; both are SQL rows.
Given given(std::string const &users_of_prose, std::string const &keys_of_prose, std::string const &users_of_lists,
            std::string const &keys_of_lists, std::string const &users = {})
{
    constexpr auto tables =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
        "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT, made TEXT);";
    auto const filled = [&](std::string const &of_users, std::string const &of_keys) {
        return std::string(tables) + "INSERT INTO users VALUES " + of_users + ";" +
               (of_keys.empty() ? "" : "INSERT INTO keys VALUES " + of_keys);
    };
    return {.prose = filled(users_of_prose, keys_of_prose),
            .lists = filled(users_of_lists, keys_of_lists),
            .users = "table = \"users\"\nname = \"name\"\nnames = { unique = true }\n"
                     "keys = { table = \"keys\", column = \"k\", format = \"text\" }\n" +
                     users + "\n"};
}

/// bob of prose and bob of lists, who share a key.
Given one_bob(std::string const &users = {})
{
    return given("(1, 'bob')", "(1, 1, 'k', '')", "(1, 'bob')", "(1, 1, 'k', '')", users);
}

/// bob of prose and bob of lists, who share nothing but the name.
Given two_bobs(std::string const &users = {})
{
    return given("(1, 'bob')", "(1, 1, 'k', '')", "(1, 'bob')", "(1, 1, 'other', '')", users);
}

plan::Answer answer(std::string const &kind, Decision decision, std::string const &account,
                    std::string const &claimants = {})
{
    plan::Answer result;
    result.kind = kind;
    result.decision = decision;
    result.account = account;
    result.claimants = claimants;
    return result;
}

class DecidedAccounts {
public:
    explicit DecidedAccounts(Given const &given, std::vector<plan::Answer> given_answers = {})
        : run(given), answers(std::move(given_answers))
    {
        auto accounts = identity::read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target);
        auto const contest =
            name_collisions::ContestReader(run.job, run.staging, run.sources, run.mapping, accounts).read({});
        decide_accounts(run.job, run.staging, accounts, run.mapping, contest, answers);
    }

    /// The folded rows of the staged table: source and row of each, and of its survivor.
    Rows folds(std::string const &label) const
    {
        return run.query("SELECT t.source, d.row, s.source, d.survivor_row, d.rule FROM decision AS d "
                         "JOIN staged_table AS t ON t.id = d.table_id JOIN staged_table AS s ON s.id = "
                         "d.survivor_table WHERE d.action = 'fold' AND t.label = " +
                         model::sql_literal(label) + " ORDER BY 1, 2");
    }

    StagedRun run;
    answers::Answers answers;
};

TEST(DecideAccounts, WritesAMatchWithItsEvidence)
{
    DecidedAccounts const decided(one_bob());
    auto const matches = decided.run.query("SELECT first, second, rule, evidence FROM match");
    ASSERT_EQ(matches.size(), 1U);
    EXPECT_EQ(matches[0][0], "1");
    EXPECT_EQ(matches[0][1], "2");
    EXPECT_EQ(matches[0][2], "same-name-and-key");
    EXPECT_TRUE(matches[0][3]->starts_with("name bob, key SHA256:"));
}

TEST(DecideAccounts, FoldsAnAccountOntoItsSurvivor)
{
    DecidedAccounts const decided(one_bob());
    EXPECT_EQ(decided.folds("users"), (Rows{{"1", "1", "0", "1", "same-name-and-key"}}));
    EXPECT_EQ(decided.run.query("SELECT account, survivor FROM merged_account"), (Rows{{"2", "1"}}));
}

TEST(DecideAccounts, FoldsAKeyThatTheSurvivorHolds)
{
    DecidedAccounts const decided(one_bob());
    EXPECT_EQ(decided.folds("keys"), (Rows{{"1", "1", "0", "1", "same-key-row"}}));
}

TEST(DecideAccounts, FoldsEachRowOfAKeyThatTheSurvivorHolds)
{
    DecidedAccounts const decided(given("(1, 'bob')", "(1, 1, 'k', '')", "(1, 'bob')",
                                        "(1, 1, 'k', 'monday'), (2, 1, 'k', 'sunday'), (3, 1, 'own', '')"));
    EXPECT_EQ(decided.folds("keys"),
              (Rows{{"1", "1", "0", "1", "same-key-row"}, {"1", "2", "0", "1", "same-key-row"}}));
}

TEST(DecideAccounts, FoldsOntoTheLeastIdOfTheRowsOfAKey)
{
    auto unordered =
        given("(1, 'bob')", "(9, 1, 'k', 'monday'), (4, 1, 'k', 'sunday')", "(1, 'bob')", "(1, 1, 'k', '')");
    unordered.prose.replace(unordered.prose.find("keys (id INTEGER"), 16, "keys (id INT");
    DecidedAccounts const decided(unordered);
    EXPECT_EQ(decided.folds("keys"), (Rows{{"1", "1", "0", "2", "same-key-row"}}));
}

TEST(DecideAccounts, LeavesTheKeysOfAnAccountThatIsOnItsOwn)
{
    DecidedAccounts const decided(given("(1, 'bob')", "(1, 1, 'k', ''), (2, 1, 'k', '')", "(1, 'ann')", ""));
    EXPECT_EQ(decided.folds("keys"), Rows{});
}

TEST(DecideAccounts, ListsTheKeysThatAMergeAddsToAnAccount)
{
    DecidedAccounts const decided(
        given("(1, 'bob')", "(1, 1, 'k', ''), (2, 1, 'first', '')", "(1, 'bob')", "(1, 1, 'k', '')"));
    EXPECT_EQ(decided.run.query("SELECT account, origin FROM widened_access"), (Rows{{"2", "1"}}));
}

TEST(DecideAccounts, ListsNoAccessWhereBothHoldTheSameKeys)
{
    DecidedAccounts const decided(one_bob());
    EXPECT_EQ(decided.run.query("SELECT * FROM widened_access"), Rows{});
}

TEST(DecideAccounts, ListsAccountsThatShareAKeyAndAreNotOne)
{
    DecidedAccounts const decided(given("(1, 'bob')", "(1, 1, 'k', '')", "(1, 'rob')", "(1, 1, 'k', '')"));
    EXPECT_EQ(decided.run.query("SELECT first, second FROM possible_match"), (Rows{{"1", "2"}}));
}

/// SQL: so many accounts in one service, from 1, that all hold one key.
std::string with_one_key(int accounts)
{
    auto const numbers =
        " WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " + std::to_string(accounts) + ") ";
    return "; INSERT INTO users (id, name)" + numbers + "SELECT i, 'u' || i FROM n; INSERT INTO keys (id, user_id, k)" +
           numbers + "SELECT i, i, 'k' FROM n";
}

TEST(DecideAccounts, ListsEachTwoAccountsThatShareAKey)
{
    auto many = given("(1000, 'bob')", "", "(1, 'rob')", "");
    many.prose += with_one_key(70);
    DecidedAccounts const decided(many);
    EXPECT_EQ(decided.run.query("SELECT count(*) FROM possible_match"), (Rows{{"2415"}}));
}

TEST(DecideAccounts, ListsTheFirstWithEachOtherOfAKeyThatVeryManyHold)
{
    auto many = given("(10000, 'bob')", "", "(1, 'rob')", "");
    many.prose += with_one_key(1001);
    DecidedAccounts const decided(many);
    EXPECT_EQ(decided.run.query("SELECT first, count(*) FROM possible_match GROUP BY first"), (Rows{{"1", "1000"}}));
    EXPECT_EQ(
        decided.run.query("SELECT count(*) FROM possible_match WHERE evidence LIKE '%; 1001 accounts share a key'"),
        (Rows{{"1000"}}));
}

TEST(DecideAccounts, ListsNoPossibleMatchOfAccountsThatAreOne)
{
    DecidedAccounts const decided(one_bob());
    EXPECT_EQ(decided.run.query("SELECT * FROM possible_match"), Rows{});
}

TEST(DecideAccounts, RenamesTheAccountThatGivesItsNameUp)
{
    DecidedAccounts const decided(two_bobs());
    EXPECT_EQ(decided.run.query("SELECT name, keeps, gives_up, new_name FROM collision"),
              (Rows{{"bob", "1", "2", "bobtmp"}}));
    EXPECT_EQ(decided.run.query("SELECT new_name, rule FROM decision WHERE action = 'rename'"),
              (Rows{{"bobtmp", "suffix"}}));
    EXPECT_EQ(decided.run.query("SELECT account FROM renamed"), (Rows{{"2"}}));
}

TEST(DecideAccounts, WritesACollisionWithoutANameWhereItIsAsked)
{
    DecidedAccounts const decided(two_bobs("on_collision = \"refuse\""));
    EXPECT_EQ(decided.run.query("SELECT new_name FROM collision"), (Rows{{std::nullopt}}));
    EXPECT_EQ(decided.run.query("SELECT kind, account FROM conflict"), (Rows{{"name", "lists/bob"}}));
}

TEST(DecideAccounts, DecidesAgainWhenAnAnswerMergesTheClaimantsOfAName)
{
    DecidedAccounts const decided(two_bobs(), {answer("name", Decision::merge, "lists/bob")});
    EXPECT_EQ(decided.folds("users"), (Rows{{"1", "1", "0", "1", "override"}}));
    EXPECT_EQ(decided.run.query("SELECT * FROM collision"), Rows{});
}

TEST(DecideAccounts, NamesTheOperatorBeforeTheEvidence)
{
    DecidedAccounts const decided(two_bobs(), {answer("match", Decision::merge, "lists/bob", "prose/bob")});
    EXPECT_EQ(decided.run.query("SELECT rule, evidence FROM match"),
              (Rows{{"override", "decided by the operator; name bob"}}));
}

TEST(DecideAccounts, AsksAboutAnswersThatContradictEachOther)
{
    DecidedAccounts const decided(one_bob(), {answer("match", Decision::merge, "lists/bob", "prose/bob"),
                                              answer("match", Decision::separate, "lists/bob")});
    EXPECT_EQ(decided.run.query("SELECT account, claimants FROM conflict WHERE kind = 'match'"),
              (Rows{{"lists/bob", "prose/bob"}}));
}

TEST(DecideAccounts, WritesTheMatchesOfAnAmbiguousClusterAndFoldsNone)
{
    DecidedAccounts const decided(
        given("(1, 'bob'), (2, 'bob')", "(1, 1, 'k', ''), (2, 2, 'k', '')", "(1, 'bob')", "(1, 1, 'k', '')"));
    EXPECT_EQ(decided.run.query("SELECT first, second FROM match"), (Rows{{"1", "3"}, {"2", "3"}}));
    EXPECT_EQ(decided.folds("users"), Rows{});
}

} // namespace
} // namespace tributary::steps
