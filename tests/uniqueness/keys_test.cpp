#include "merge/uniqueness/keys.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

namespace tributary::uniqueness {
namespace {

using testing::Given;
using testing::StagedRun;
using Names = std::vector<std::string>;

/// Posts have an id, and a slug that is unique with the user's id; users have a name and an e-mail.
Given given(std::string const &plan, std::string const &more = {})
{
    auto const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT);"
                        "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, slug TEXT,"
                        " place INTEGER, made TEXT, UNIQUE (user_id, slug));" +
                        more;
    return {.prose = tables, .lists = tables, .plan = plan};
}

std::vector<KeyRule> rules(StagedRun const &run, std::string const &label = "posts")
{
    return key_rules(run.job, run.staging, run.table(label));
}

/// `columns: policy(column)` of each key.
Names policies_of(StagedRun const &run, std::string const &label = "posts")
{
    Names result;
    auto const all = rules(run, label);
    std::transform(all.begin(), all.end(), std::back_inserter(result), [](auto const &rule) {
        std::string columns;
        std::for_each(rule.key.uses.begin(), rule.key.uses.end(),
                      [&](auto const &one) { columns += (columns.empty() ? "" : ",") + one; });
        return columns + ": " + std::string(rule.policy.name) + (rule.column.empty() ? "" : "(" + rule.column + ")");
    });
    return result;
}

std::string refused(StagedRun const &run)
{
    return run.refused([&] { check_unique_keys(run.job, run.mapping); });
}

TEST(KeyRules, FoldWhatIsIdenticalWhereThePlanSaysNothing)
{
    StagedRun const run(given(""));
    EXPECT_EQ(policies_of(run), (Names{"id: fold-identical", "user_id,slug: fold-identical"}));
}

TEST(KeyRules, LeaveTheUsersNameToTheNamesOfAccounts)
{
    StagedRun const run(given(""));
    EXPECT_EQ(policies_of(run, "users"), (Names{"id: fold-identical"}));
}

TEST(KeyRules, LeaveTheUsersNameInLowerCaseToTheNamesOfAccounts)
{
    StagedRun const run(given("", "CREATE UNIQUE INDEX by_name ON users (lower(name));"));
    EXPECT_EQ(policies_of(run, "users"), (Names{"id: fold-identical"}));
}

TEST(KeyRules, HaveAKeyOverWhatIsMadeOfTheUsersNameOtherwise)
{
    StagedRun const run(given("", "CREATE UNIQUE INDEX by_name ON users (trim(name));"));
    EXPECT_EQ(policies_of(run, "users").size(), 2U);
}

TEST(KeyRules, HaveAKeyOverTheUsersNameAndMore)
{
    StagedRun const run(given("", "CREATE UNIQUE INDEX by_name ON users (name, email);"));
    EXPECT_EQ(policies_of(run, "users").size(), 2U);
}

TEST(KeyRules, TakeThePolicyForTheKeyThatItNamesInWhateverOrder)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ unique = [\"slug\", \"user_id\"], policy = \"suffix\", "
                              "column = \"slug\" }]\n"));
    EXPECT_EQ(policies_of(run), (Names{"id: fold-identical", "user_id,slug: suffix(slug)"}));
}

TEST(KeyRules, TakeAPolicyWithoutAKeyWhereverItApplies)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ policy = \"suffix\", column = \"slug\" }]\n"));
    EXPECT_EQ(policies_of(run), (Names{"id: fold-identical", "user_id,slug: suffix(slug)"}));
}

TEST(KeyRules, PreferThePolicyThatNamesTheKeyToOneForAll)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ policy = \"keep-first\" }, { unique = [\"user_id\", "
                              "\"slug\"], policy = \"refuse\" }]\n"));
    EXPECT_EQ(policies_of(run), (Names{"id: keep-first", "user_id,slug: refuse"}));
}

TEST(KeyRules, HaveWhatOnlyTheApplicationKnows)
{
    StagedRun const run(given("[[unique]]\ntable = \"posts\"\ncolumns = [\"slug\"]\n"));
    EXPECT_EQ(policies_of(run).back(), "slug: fold-identical");
    EXPECT_EQ(rules(run).back().key.name, "[[unique]] (slug)");
}

TEST(CheckUniqueKeys, RefusesAUniqueOfAColumnThatIsNotThere)
{
    StagedRun const run(given("[[unique]]\ntable = \"posts\"\ncolumns = [\"Slug\"]\n"));
    EXPECT_EQ(refused(run), "78 pico.toml:18:1: [[unique]]: table \"posts\" has no column \"Slug\"");
}

TEST(CheckUniqueKeys, RefusesAKeyThatIsNotThere)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ unique = [\"slug\"], policy = \"refuse\" }]\n"));
    EXPECT_EQ(refused(run),
              "78 pico.toml:19:16: `on_conflict`: table \"posts\" of the target has no unique key over (slug)");
}

TEST(CheckUniqueKeys, RefusesToFoldAccounts)
{
    StagedRun const run(given("[table.users]\non_conflict = [{ unique = [\"id\"], policy = \"keep-first\" }]\n"));
    EXPECT_EQ(refused(run), "78 pico.toml:19:16: `on_conflict`: accounts are merged by `match` in [users] only");
}

TEST(CheckUniqueKeys, RefusesARuleForTheUsersName)
{
    StagedRun const run(given("[table.users]\non_conflict = [{ unique = [\"name\"], policy = \"refuse\" }]\n"));
    EXPECT_EQ(refused(run), "78 pico.toml:19:16: `on_conflict`: names of accounts have rules of their own: "
                            "`on_collision` in [users]");
}

TEST(CheckUniqueKeys, RefusesToChangeWhatRefersToOtherRows)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ unique = [\"user_id\", \"slug\"], policy = \"renumber\","
                              " column = \"user_id\" }]\n"));
    EXPECT_EQ(refused(run), "78 pico.toml:19:16: `on_conflict`: policy \"renumber\" cannot apply: column \"user_id\" "
                            "refers to other rows");
}

TEST(CheckUniqueKeys, RefusesToRenumberAText)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ unique = [\"user_id\", \"slug\"], policy = \"renumber\","
                              " column = \"slug\" }]\n"));
    EXPECT_EQ(
        refused(run),
        "78 pico.toml:19:16: `on_conflict`: policy \"renumber\" cannot apply: column \"slug\" is not an integer but "
        "TEXT");
}

TEST(CheckUniqueKeys, RefusesToRenumberAnId)
{
    StagedRun const run(
        given("[table.posts]\non_conflict = [{ unique = [\"id\"], policy = \"renumber\", column = \"id\" }]\n"));
    EXPECT_EQ(refused(run),
              "78 pico.toml:19:16: `on_conflict`: policy \"renumber\" cannot apply: column \"id\" is an id");
}

TEST(CheckUniqueKeys, RefusesAColumnThatIsNotInTheKey)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ unique = [\"user_id\", \"slug\"], policy = \"suffix\", "
                              "column = \"made\" }]\n"));
    EXPECT_EQ(refused(run), "78 pico.toml:19:16: `on_conflict`: policy \"suffix\" cannot apply: column \"made\" is not "
                            "in the key");
}

TEST(CheckUniqueKeys, RefusesAPolicyThatAppliesToNoKey)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ policy = \"suffix\", column = \"made\" }]\n"));
    EXPECT_EQ(refused(run), "78 pico.toml:19:16: `on_conflict`: policy \"suffix\" applies to no unique key of table "
                            "\"posts\": column \"made\" is not in the key");
}

TEST(CheckUniqueKeys, RefusesToChangeAPartOfWhatOthersReferTo)
{
    StagedRun const run(given("[table.boxes]\non_conflict = [{ unique = [\"room\", \"number\"], policy = \"renumber\", "
                              "column = \"number\" }]\n",
                              "CREATE TABLE boxes (room TEXT, number INTEGER, UNIQUE (room, number));"
                              "CREATE TABLE items (id INTEGER PRIMARY KEY, room TEXT, number INTEGER,"
                              " FOREIGN KEY (room, number) REFERENCES boxes (room, number));"));
    EXPECT_EQ(refused(run), "78 pico.toml:19:16: `on_conflict`: \"renumber\" cannot change \"number\", a part of what "
                            "table \"items\" refers to");
}

TEST(CheckUniqueKeys, RefusesToKeepTheRowWithTheGreatestId)
{
    StagedRun const run(
        given("[table.posts]\non_conflict = [{ unique = [\"user_id\", \"slug\"], policy = \"keep-newest\", "
              "column = \"id\" }]\n"));
    EXPECT_EQ(run.refused([&] { check_unique_keys(run.job, run.mapping); }),
              "78 pico.toml:19:16: `on_conflict`: policy \"keep-newest\" cannot apply: column \"posts.id\" is an id: "
              "ids of several sources have no order");
}

TEST(CheckUniqueKeys, RefusesToKeepTheRowThatRefersToTheGreatestId)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ policy = \"keep-newest\", column = \"user_id\" }]\n"));
    EXPECT_EQ(run.refused([&] { check_unique_keys(run.job, run.mapping); }),
              "78 pico.toml:19:16: `on_conflict`: policy \"keep-newest\" cannot apply: column \"posts.user_id\" "
              "refers to \"users.id\": ids of several sources have no order");
}

TEST(CheckUniqueKeys, TakesARuleThatApplies)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ unique = [\"user_id\", \"slug\"], policy = \"suffix\", "
                              "column = \"slug\", ignore = [\"made\"] }]\n"));
    EXPECT_NO_THROW(check_unique_keys(run.job, run.mapping));
}

TEST(ColumnsThatMustAgree, AreAllButTheIdAndTheKeyAndWhatIsIgnored)
{
    StagedRun const run(given("[table.posts]\non_conflict = [{ unique = [\"user_id\", \"slug\"], policy = "
                              "\"keep-first\", ignore = [\"made\"] }]\n"));
    EXPECT_EQ(columns_that_must_agree(run.table("posts"), rules(run).at(1)), (Names{"place"}));
}

TEST(ColumnsThatMustAgree, IncludeATextOfTheKeyWhereACollationMakesTextsEqual)
{
    StagedRun const run(given("", "CREATE UNIQUE INDEX by_made ON posts (made COLLATE NOCASE);"));
    auto const all = rules(run);
    auto const by_made =
        std::find_if(all.begin(), all.end(), [](auto const &rule) { return rule.key.name == "by_made"; });
    ASSERT_NE(by_made, all.end());
    EXPECT_EQ(columns_that_must_agree(run.table("posts"), *by_made), (Names{"user_id", "slug", "place", "made"}));
}

} // namespace
} // namespace tributary::uniqueness
