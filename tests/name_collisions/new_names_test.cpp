#include "merge/name_collisions/new_names.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tributary::name_collisions {
namespace {

using plan::Decision;
using testing::Given;
using testing::StagedRun;

/// Users by their names, with ids from 1 and without keys.
Given users(std::string const &of_prose, std::string const &of_lists, std::string const &plan = {})
{
    constexpr auto table = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"; // unique in the target only
    return {.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                     "INSERT INTO users (name) VALUES " +
                     of_prose,
            .lists = std::string(table) + "INSERT INTO users (name) VALUES " + of_lists,
            .users = "table = \"users\"\nname = \"name\"\n" + plan + "\n"};
}

plan::Answer answer(std::string const &account, Decision decision, std::string const &word = {})
{
    plan::Answer result;
    result.kind = "name";
    result.account = account;
    result.decision = decision;
    result.word = word;
    return result;
}

class NamedRun {
public:
    explicit NamedRun(Given const &given, std::vector<plan::Answer> given_answers = {})
        : run(given), answers(std::move(given_answers)),
          accounts(identity::read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target)),
          people(identity::PeopleDecider(run.job, run.staging, accounts, run.mapping, answers).decide())
    {
    }

    NewNames decide()
    {
        auto const contest = ContestReader(run.job, run.staging, run.sources, run.mapping, accounts).read({});
        return decide_names(run.job, run.staging, accounts, run.mapping, people, contest, answers);
    }

    StagedRun run;
    answers::Answers answers;
    identity::Accounts accounts;
    identity::People people;
};

TEST(NewNames, GoToAnyAccountThatAnAnswerRenames)
{
    auto const names = NamedRun(users("('ann')", "('bob')"), {answer("prose/ann", Decision::rename, "anna")}).decide();
    ASSERT_EQ(names.decisions.size(), 1);
    EXPECT_EQ(names.decisions.front().new_name, "anna");
}

TEST(NewNames, LeaveANameToTheOtherWhereAnAnswerRenamesWhoKeepsIt)
{
    auto const names =
        NamedRun(users("('bob')", "('bob')"), {answer("prose/bob", Decision::rename, "robert")}).decide();
    ASSERT_EQ(names.decisions.size(), 1);
    EXPECT_EQ(names.decisions.front().new_name, "robert");
}

TEST(NewNames, OfAnswersThatAreTakenAreAskedForAgain)
{
    auto const names = NamedRun(users("('ann')", "('bob')"), {answer("prose/ann", Decision::rename, "bob")}).decide();
    ASSERT_EQ(names.questions.size(), 1);
    EXPECT_EQ(names.questions.front().evidence, "an answer gives it the name bob, but the name is taken");
}

TEST(NewNames, AreNotNeededWhereNamesDiffer)
{
    auto const names = NamedRun(users("('ann')", "('bob')")).decide();
    EXPECT_TRUE(names.decisions.empty());
    EXPECT_TRUE(names.questions.empty());
}

TEST(NewNames, AreNotNeededByAccountsWithoutAName)
{
    auto const names = NamedRun(users("(NULL), ('')", "(NULL), (NULL)")).decide();
    EXPECT_TRUE(names.decisions.empty());
}

TEST(NewNames, AreAskedForWhereTheTargetTakesAnEmptyNameOnce)
{
    auto const names = NamedRun(users("(''), ('ann')", "('')")).decide();
    ASSERT_EQ(names.questions.size(), 1U);
    EXPECT_EQ(names.questions[0].claimants, "prose/#1 lists/#1");
    EXPECT_EQ(names.questions[0].proposal, "");
    EXPECT_EQ(names.decisions.size(), 1U);
    EXPECT_FALSE(names.decisions[0].new_name);
}

TEST(NewNames, GoToTheAccountOfTheLaterSource)
{
    auto const names = NamedRun(users("('bob')", "('bob')")).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].account, 1U);
    EXPECT_EQ(names.decisions[0].keeper, 0U);
    EXPECT_EQ(names.decisions[0].new_name, "bobtmp");
}

TEST(NewNames, SayByWhichPolicyAndWhy)
{
    auto const names = NamedRun(users("('bob')", "('bob')")).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].rule, "suffix");
    EXPECT_EQ(names.decisions[0].reason, "the name is kept by prose/bob");
}

TEST(NewNames, NameTheContestedNameAsItsKeeperHasIt)
{
    auto const names = NamedRun(users("('Bob')", "('bob')", "names = { fold = \"case\" }")).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].contested, "Bob");
}

TEST(NewNames, AreNotThoseThatAnAccountHas)
{
    auto const names = NamedRun(users("('bob')", "('bob'), ('bobtmp')")).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].new_name, "bobtmp2");
}

TEST(NewNames, AreHandedOutOnce)
{
    auto const names = NamedRun(users("('bob')", "('bob'), ('bob')")).decide();
    ASSERT_EQ(names.decisions.size(), 2U);
    EXPECT_EQ(names.decisions[0].new_name, "bobtmp");
    EXPECT_EQ(names.decisions[1].new_name, "bobtmp2");
}

TEST(NewNames, AreNotReservedUnderTheFold)
{
    auto const names =
        NamedRun(users("('bob')", "('bob')", "names = { fold = \"case\", reserved = [\"BobTmp\"] }")).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].new_name, "bobtmp2");
}

TEST(NewNames, CutANameThatIsTooLong)
{
    auto const names = NamedRun(users("('ann')", "('robert')", "names = { max_length = 5 }")).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].new_name, "rober");
    EXPECT_EQ(names.decisions[0].account, names.decisions[0].keeper);
    EXPECT_EQ(names.decisions[0].reason, "the name is longer than 5 characters");
}

TEST(NewNames, RefuseASuffixThatLeavesNothingOfTheName)
{
    NamedRun named(users("('ann')", "('bob')", "names = { max_length = 3 }\nsuffix = \"tmp\""));
    EXPECT_EQ(named.run.refused([&] { named.decide(); }),
              "78 pico.toml:18:10: `suffix`: \"tmp\" leaves nothing of a name of 3 characters");
}

TEST(NewNames, AreAskedForWhereThePolicyDecidesNothing)
{
    auto const names = NamedRun(users("('bob')", "('bob')", "on_collision = \"refuse\"")).decide();
    ASSERT_EQ(names.questions.size(), 1U);
    EXPECT_EQ(names.questions[0].claimants, "prose/bob lists/bob");
    EXPECT_EQ(names.questions[0].evidence, "both are named bob");
    EXPECT_EQ(names.questions[0].proposal, "rename:bobtmp");
    EXPECT_EQ(names.decisions.at(0).new_name, std::nullopt);
}

TEST(NewNames, AreAskedForWithoutAProposalWhereNoneIsAllowed)
{
    NamedRun named(users("('bob')", "('bob')"));
    named.run.rules.pattern = [](std::string_view name) { return name == "bob"; };
    auto const names = named.decide();
    ASSERT_EQ(names.questions.size(), 1U);
    EXPECT_EQ(names.questions[0].proposal, "");
    EXPECT_EQ(names.questions[0].evidence,
              "both are named bob; no new name that the plan and the target allow can be derived from it");
}

TEST(NewNames, SayWhichNamesAreEqualUnderTheFold)
{
    auto const names =
        NamedRun(users("('Bob')", "('bob')", "on_collision = \"refuse\"\nnames = { fold = \"case\" }")).decide();
    ASSERT_EQ(names.questions.size(), 1U);
    EXPECT_EQ(names.questions[0].evidence, "Bob and bob are the same name (case)");
}

TEST(NewNames, AreThoseOfTheAnswers)
{
    auto const names =
        NamedRun(users("('bob')", "('bob')"), {answer("lists/bob", Decision::rename, "robert")}).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].new_name, "robert");
    EXPECT_EQ(names.decisions[0].rule, "override");
}

TEST(NewNames, OfTheAnswersAreHandedOutBeforeThoseOfThePolicy)
{
    auto const names =
        NamedRun(users("('ann'), ('bob')", "('ann'), ('bob')"), {answer("lists/bob", Decision::rename, "anntmp")})
            .decide();
    ASSERT_EQ(names.decisions.size(), 2U);
    EXPECT_EQ(names.decisions[0].new_name, "anntmp2");
}

TEST(NewNames, AreAskedForWhereTheAnswerGivesATakenName)
{
    auto const names =
        NamedRun(users("('bob'), ('ann')", "('bob')"), {answer("lists/bob", Decision::rename, "ann")}).decide();
    ASSERT_EQ(names.questions.size(), 1U);
    EXPECT_EQ(names.questions[0].evidence,
              "both are named bob; the override rename:ann cannot be obeyed: the name is taken");
}

TEST(NewNames, AreThoseThatAnAnswerAccepts)
{
    auto const names =
        NamedRun(users("('bob')", "('bob')", "on_collision = \"refuse\""), {answer("lists/bob", Decision::accept)})
            .decide();
    EXPECT_TRUE(names.questions.empty());
    EXPECT_EQ(names.decisions.at(0).new_name, "bobtmp");
}

TEST(NewNames, GoToTheFirstAccountWhereAnAnswerKeepsTheOther)
{
    auto const names = NamedRun(users("('bob')", "('bob')"), {answer("lists/bob", Decision::keep)}).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].account, 0U);
    EXPECT_EQ(names.decisions[0].keeper, 1U);
}

TEST(NewNames, GoToTheFirstAccountWhereAnAnswerNamesTheOtherSource)
{
    auto const names =
        NamedRun(users("('bob')", "('bob')"), {answer("lists/bob", Decision::survivor, "lists")}).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].account, 0U);
}

TEST(NewNames, AreAskedForWhereAnAnswerNamesASourceWithoutAClaim)
{
    auto const names =
        NamedRun(users("('bob')", "('bob')"), {answer("lists/bob", Decision::survivor, "pastes")}).decide();
    ASSERT_EQ(names.questions.size(), 1U);
    EXPECT_TRUE(names.questions[0].evidence.ends_with("none of these accounts is from source \"pastes\""));
}

TEST(NewNames, AreAskedForWhereTwoAnswersKeepOneName)
{
    Given given = users("('bob')", "('bob'), ('bob')");
    auto second = answer("lists/bob", Decision::keep);
    second.row = "2";
    auto first = answer("lists/bob", Decision::keep);
    first.row = "1";
    auto const names = NamedRun(given, {first, second}).decide();
    ASSERT_EQ(names.questions.size(), 2U);
    EXPECT_TRUE(names.questions[0].evidence.ends_with("two answers keep this name"));
    EXPECT_TRUE(names.questions[1].evidence.ends_with("two answers keep this name"));
}

TEST(NewNames, WaitForTheClaimantsThatAnAnswerJoins)
{
    auto const names = NamedRun(users("('bob')", "('bob')"), {answer("lists/bob", Decision::merge)}).decide();
    ASSERT_EQ(names.joins.size(), 1U);
    EXPECT_EQ(std::pair(names.joins[0].first, names.joins[0].second), std::pair(0U, 1U));
    EXPECT_TRUE(names.decisions.empty());
}

TEST(NewNames, GoToWhoeverTheSourcesThatYieldSay)
{
    auto const names = NamedRun(users("('bob')", "('bob')", "yields = [\"prose\"]")).decide();
    ASSERT_EQ(names.decisions.size(), 1U);
    EXPECT_EQ(names.decisions[0].account, 0U);
}

TEST(NewNames, ReadNothingOfAnEmptySourceWithoutTheColumnThatDecides)
{
    StagedRun const run({.prose =
                             "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT, seen TEXT);"
                             "INSERT INTO users VALUES (1, 'ann', 'a@x', '2020'), (2, 'anna', 'a@x', '2021');",
                         .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, email TEXT);",
                         .users = "table = \"users\"\nname = \"name\"\n"
                                  "match = [{ rule = \"same-column\", column = \"email\" }]\n"
                                  "on_ambiguous = \"allow\"\nsurvivorship = { name = \"newest(seen)\" }\n"},
                        StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT name FROM \"merged.users\""), (testing::Rows{{"ann"}, {"anna"}}));
}

} // namespace
} // namespace tributary::name_collisions
