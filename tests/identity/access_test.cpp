#include "merge/identity/access.hpp"
#include "merge/identity/people.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tributary::identity {
namespace {

using plan::Decision;
using testing::Given;
using testing::Rows;
using testing::StagedRun;

/// Users of (id, name, key), one row for each key, who are one person by their names.
Given given_access(std::string const &of_prose, std::string const &of_lists, std::string const &users = {})
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                               "CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users, k TEXT);"
                               "CREATE TEMP TABLE given (id, name, k);";
    std::string const fill = "; INSERT INTO users SELECT DISTINCT id, name FROM given;"
                             "INSERT INTO keys (user_id, k) SELECT id, k FROM given;";
    return {.prose = tables + "INSERT INTO given VALUES " + of_prose + fill,
            .lists = tables + "INSERT INTO given VALUES " + of_lists + fill,
            .users = "table = \"users\"\nname = \"name\"\n"
                     "match = { rule = \"same-column\", column = \"name\" }\n"
                     "keys = { table = \"keys\", column = \"k\", format = \"text\" }\n" +
                     users + "\n"};
}

constexpr auto ann = "(1, 'ann', 'a')";
constexpr auto ann_with_more = "(1, 'ann', 'a'), (1, 'ann', 'b')";
constexpr auto ann_and_bob = "(1, 'ann', 'a'), (2, 'bob', 'c')";
constexpr auto both_with_more = "(1, 'ann', 'a'), (1, 'ann', 'b'), (2, 'bob', 'c'), (2, 'bob', 'd')";

plan::Answer access_answer(std::string const &account, Decision decision)
{
    plan::Answer result;
    result.kind = "widened_access";
    result.account = account;
    result.claimants = account.empty() ? "all merges" : "";
    result.decision = decision;
    return result;
}

struct DecidedAccess {
    explicit DecidedAccess(Given const &given, std::vector<plan::Answer> all = {})
        : run(given), answers(std::move(all)),
          accounts(read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target)),
          decider(run.job, run.staging, accounts, run.mapping, answers), people(decider.decide())
    {
    }

    StagedRun run;
    answers::Answers answers;
    Accounts accounts;
    PeopleDecider decider;
    People people;
};

TEST(Access, IsWidenedByWhatOneAccountHasAndTheOtherHasNot)
{
    DecidedAccess const decided(given_access(ann, ann_with_more, "widened_access = \"allow\""));
    auto const widened = decided.decider.access().widened_by(decided.people.identities.at(0), false);
    ASSERT_EQ(widened.size(), 1U);
    EXPECT_EQ(widened[0].gains, 0U);
    EXPECT_EQ(widened[0].origin, 1U);
}

TEST(Access, IsNotWidenedByWhatIsHeld)
{
    DecidedAccess const decided(given_access(ann, ann_with_more, "widened_access = \"hold\""));
    EXPECT_TRUE(decided.decider.access().widened_by(decided.people.identities.at(0), true).empty());
}

TEST(Access, OfTheSurvivorIsWidenedThoughKeysAreHeld)
{
    DecidedAccess const decided(given_access(ann_with_more, ann, "widened_access = \"hold\""));
    EXPECT_EQ(decided.decider.access().widened_by(decided.people.identities.at(0), true).size(), 1U);
}

TEST(Access, LeavesOutTheRowsOfKeysThatAreHeld)
{
    DecidedAccess const decided(given_access(ann, ann_with_more, "widened_access = \"hold\""));
    decided.decider.access().hold(decided.people.identities, decided.people.held);
    EXPECT_EQ(decided.run.query("SELECT row, action, rule FROM decision"), (Rows{{"2", "leave_out", "hold"}}));
}

TEST(Access, LeavesNothingOutWhereNobodyIsHeld)
{
    DecidedAccess const decided(given_access(ann, ann_with_more, "widened_access = \"allow\""));
    decided.decider.access().hold(decided.people.identities, decided.people.held);
    EXPECT_EQ(decided.run.query("SELECT row FROM decision"), Rows{});
}

TEST(Access, IsNoQuestionWhereBothHaveTheSameKeys)
{
    EXPECT_TRUE(DecidedAccess(given_access(ann, ann)).people.questions.empty());
}

TEST(Access, OfOneMergeIsOneQuestion)
{
    DecidedAccess const decided(given_access(ann, ann_with_more));
    ASSERT_EQ(decided.people.questions.size(), 1U);
    EXPECT_EQ(decided.people.questions[0].account, "lists/ann");
    EXPECT_EQ(decided.people.questions[0].allowed, "accept, allow, hold, separate");
}

TEST(Access, OfSeveralMergesIsAQuestionAboutAllAndOneAboutEach)
{
    DecidedAccess const decided(given_access(ann_and_bob, both_with_more));
    ASSERT_EQ(decided.people.questions.size(), 3U);
    EXPECT_EQ(decided.people.questions[0].claimants, "all merges");
    EXPECT_EQ(decided.people.questions[0].allowed, "accept, allow, hold");
    EXPECT_TRUE(decided.people.questions[0].evidence.starts_with("2 merges hand login keys"));
}

TEST(Access, IsAllowedByTheAnswerAboutAllMerges)
{
    DecidedAccess const decided(given_access(ann_and_bob, both_with_more), {access_answer("", Decision::accept)});
    EXPECT_TRUE(decided.people.questions.empty());
    EXPECT_TRUE(decided.people.held.empty());
}

TEST(Access, IsHeldByTheAnswerAboutAllMergesButForOneThatHasItsOwn)
{
    DecidedAccess const decided(given_access(ann_and_bob, both_with_more),
                                {access_answer("", Decision::hold), access_answer("lists/bob", Decision::allow)});
    EXPECT_EQ(decided.people.held, std::set<model::AccountIndex>{0});
}

TEST(Access, IsHeldByAnAnswerThoughThePlanAllowsIt)
{
    DecidedAccess const decided(given_access(ann_and_bob, both_with_more, "widened_access = \"allow\""),
                                {access_answer("lists/bob", Decision::hold)});
    EXPECT_EQ(decided.people.held, std::set<model::AccountIndex>{1});
}

TEST(Access, KeepsAccountsSeparateByAnAnswer)
{
    DecidedAccess const decided(given_access(ann, ann_with_more), {access_answer("lists/ann", Decision::separate)});
    EXPECT_EQ(decided.people.identities.size(), 2U);
    EXPECT_TRUE(decided.people.questions.empty());
}

TEST(Access, IsNoQuestionWhereTheOperatorMadeTheAccountsOne)
{
    plan::Answer merge;
    merge.kind = "match";
    merge.account = "prose/ann";
    merge.claimants = "lists/ann";
    merge.decision = Decision::merge;
    EXPECT_TRUE(DecidedAccess(given_access(ann, ann_with_more), {merge}).people.questions.empty());
}

TEST(Access, IsAskedAboutAnewWhenAKeyWasAdded)
{
    DecidedAccess const before(given_access(ann, ann_with_more));
    DecidedAccess const after(given_access(ann, "(1, 'ann', 'a'), (1, 'ann', 'b'), (1, 'ann', 'c')"));
    EXPECT_NE(before.people.questions.at(0).claimants, after.people.questions.at(0).claimants);
}

} // namespace
} // namespace tributary::identity
