#include "merge/answers/answers.hpp"
#include "merge/staging/decisions.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace tributary::answers {
namespace {

using plan::Decision;

model::ConflictFact const about_bob{{}, "name", "lists/bob", "users", "7", "prose/bob lists/bob", {}, "rename:bobtmp"};

plan::Answer answer(Decision decision, std::string word = {})
{
    plan::Answer result;
    result.kind = "name";
    result.account = "lists/bob";
    result.decision = decision;
    result.word = std::move(word);
    return result;
}

TEST(Answers, AreFoundByKindAndAccount)
{
    Answers answers({answer(Decision::rename, "robert")});
    EXPECT_EQ(answers.find(about_bob)->word, "robert");
}

TEST(Answers, OfAnotherAccountAreNotFound)
{
    auto other = answer(Decision::rename, "robert");
    other.account = "lists/bobby";
    EXPECT_FALSE(Answers({other}).find(about_bob));
}

TEST(Answers, ToOneQuestionThatSayTheSameAreOneAnswer)
{
    Answers answers({answer(Decision::keep), answer(Decision::keep)});
    EXPECT_EQ(answers.find(about_bob)->decision, Decision::keep);
}

TEST(Answers, ToOneQuestionThatContradictEachOtherAreNone)
{
    Answers answers({answer(Decision::keep), answer(Decision::separate)});
    EXPECT_FALSE(answers.find(about_bob));
}

TEST(Answers, ThatContradictEachOtherAreBothRefused)
{
    Answers answers({answer(Decision::keep), answer(Decision::separate)});
    answers.find(about_bob);
    auto const statements = answers.statements("name");
    EXPECT_EQ(answers.problem(statements.at(0).number), answers.problem(statements.at(1).number));
    EXPECT_NE(answers.problem(statements.at(0).number), "");
}

TEST(Answers, ThatContradictEachOtherNameTheirPlaces)
{
    auto first = answer(Decision::keep);
    first.file = "/folder/answers.csv";
    first.line = 2;
    auto second = answer(Decision::separate);
    second.file = first.file;
    second.line = 3;
    Answers answers({first, second});
    answers.find(about_bob);
    EXPECT_NE(answers.why_not(about_bob).find("answers.csv:2 (keep) and answers.csv:3 (separate)"), std::string::npos);
}

TEST(Answers, ThatContradictEachOtherAreNoneAlsoWhereOneOfThemFitsFewerClaimants)
{
    auto by_id = answer(Decision::keep);
    by_id.id = staging::conflict_id(about_bob);
    Answers answers({by_id, answer(Decision::separate)});
    EXPECT_FALSE(answers.find(about_bob));
    auto fewer = about_bob;
    fewer.claimants = "lists/bob";
    EXPECT_FALSE(answers.find(fewer));
}

TEST(Answers, ThatAcceptAreTheDecisionThatWasProposed)
{
    Answers answers({answer(Decision::accept)});
    auto question = about_bob;
    auto const taken = answers.to(question, {Decision::accept, Decision::rename});
    EXPECT_EQ(taken->decision, Decision::rename);
    EXPECT_EQ(taken->word, "bobtmp");
}

TEST(Answers, ThatAcceptAnotherProposalThanTodaysAreNotTaken)
{
    auto stale = answer(Decision::accept);
    stale.proposal = "rename:bob2";
    auto question = about_bob;
    EXPECT_FALSE(Answers({stale}).to(question, {Decision::accept, Decision::rename}));
}

TEST(Answers, ThatAcceptWhereNothingIsProposedAreNotTaken)
{
    auto question = about_bob;
    question.proposal.clear();
    EXPECT_FALSE(Answers({answer(Decision::accept)}).to(question, {Decision::accept}));
}

TEST(Answers, ThatAQuestionDoesNotAllowAreNotTaken)
{
    Answers answers({answer(Decision::drop)});
    auto question = about_bob;
    EXPECT_FALSE(answers.to(question, {Decision::rename}));
}

TEST(Question, SaysWhichDecisionsItTakes)
{
    auto question = about_bob;
    allow(question, {Decision::accept, Decision::rename, Decision::survivor});
    EXPECT_EQ(question.allowed, "accept, rename:<new>, survivor:<source>");
}

TEST(Question, WithoutAProposalDoesNotTakeAccept)
{
    auto question = about_bob;
    question.proposal.clear();
    allow(question, {Decision::accept, Decision::keep});
    EXPECT_EQ(question.allowed, "keep");
}

TEST(Question, ThatLinesOfThePlanAnswerTakesTheirNumbers)
{
    model::ConflictFact question;
    question.kind = "session";
    question.proposal = "[table.tokens]\nload = false\n# or, if they are content:\n# [table.tokens]\n# load = true";
    Answers({}).left_to_plan(question, "`load`");
    EXPECT_EQ(question.allowed, "accept:1, accept:2");
}

TEST(Answers, ThatWereRefusedSayWhy)
{
    Answers answers({answer(Decision::keep)});
    answers.refuse(about_bob, "the name is taken");
    EXPECT_EQ(answers.why_not(about_bob), "; the override keep cannot be obeyed: the name is taken");
}

TEST(Answers, ThatWereObeyedHaveNoProblem)
{
    Answers answers({answer(Decision::keep)});
    answers.refuse(about_bob, "the name is taken");
    answers.obeyed(answers.statements("name").front().number);
    EXPECT_EQ(answers.why_not(about_bob), "");
}

TEST(Answers, OfAnotherKindAreNoStatements)
{
    Answers const answers({answer(Decision::keep)});
    EXPECT_TRUE(answers.statements("match").empty());
}

TEST(Answers, WhoseQuestionWasNotAskedAreUnused)
{
    Answers answers({answer(Decision::keep)});
    EXPECT_EQ(answers.unused().size(), 1U);
    answers.obeyed(answers.unused().front());
    EXPECT_TRUE(answers.unused().empty());
}

TEST(Answers, WithLinesThatDoNotStandInThePlanAreUnused)
{
    auto with_lines = answer(Decision::accept);
    with_lines.lines = "[[id]]";
    EXPECT_TRUE(Answers({with_lines}).unused().empty());
    EXPECT_EQ(Answers({with_lines}, {false}).unused().size(), 1U);
}

TEST(Answers, MayHoldForAQuestionThatStandsInThePlaceOfTheirs)
{
    auto with_id = answer(Decision::rename, "robert");
    with_id.id = "name-000000000000";
    Answers answers({with_id});
    EXPECT_FALSE(answers.find(about_bob));
    answers.hold_for(staging::conflict_id(about_bob), answers.unused().front());
    EXPECT_EQ(answers.find(about_bob)->word, "robert");
}

TEST(Answers, ThatOthersSettleAreNoLongerNeeded)
{
    testing::StagedRun const run({.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)",
                                  .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"});
    Answers answers({answer(Decision::accept)});
    answers.settled_by_another(answers.unused().front(), "");
    EXPECT_EQ(answers.write(run.staging),
              std::vector<std::string>{
                  "override name (lists/bob: accept) no longer needed: another answer settles its question"});
    EXPECT_TRUE(staging::answers_not_obeyed(run.staging).empty());
}

TEST(Answers, ThatOthersContradictStopALoad)
{
    testing::StagedRun const run({.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)",
                                  .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"});
    Answers answers({answer(Decision::rename, "robert")});
    answers.settled_by_another(answers.unused().front(), "the name is kept");
    EXPECT_EQ(answers.write(run.staging),
              std::vector<std::string>{
                  "override name (lists/bob: rename:robert) cannot be obeyed: the name is kept, and stops a load"});
    EXPECT_EQ(staging::answers_not_obeyed(run.staging).size(), 1U);
}

TEST(Answers, RecordEachAccountThatTheyConcern)
{
    testing::StagedRun const run({.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)",
                                  .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"});
    plan::Answer wide;
    wide.kind = "name";
    Answers answers({wide});
    answers.find({{}, "name", {}, "users", {}, "lists/bobby", {}, {}});
    answers.find({{}, "name", {}, "users", {}, "lists/bob", {}, {}});
    answers.write(run.staging);
    EXPECT_EQ(run.query("SELECT claimants FROM override"), (testing::Rows{{"lists/bobby lists/bob"}}));
}

TEST(Answers, RecordNothingForAQuestionWithoutClaimants)
{
    testing::StagedRun const run({.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)",
                                  .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"});
    plan::Answer wide;
    wide.kind = "name";
    Answers answers({wide});
    answers.find({{}, "name", {}, "users", {}, "lists/bob", {}, {}});
    answers.find({{}, "name", {}, "users", {}, "", {}, {}});
    answers.write(run.staging);
    EXPECT_EQ(run.query("SELECT claimants FROM override"), (testing::Rows{{"lists/bob"}}));
}

} // namespace
} // namespace tributary::answers
