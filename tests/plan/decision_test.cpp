#include "merge/plan/overrides.hpp"

#include <gtest/gtest.h>

namespace tributary::plan {
namespace {

/// What a decision is read as; nothing if it is none.
std::string decision(std::string const &text)
{
    Answer result;
    return read_decision(text, result) ? result.decision_text() : "";
}

TEST(Decision, MayBeAnyOfTheContract)
{
    EXPECT_EQ(decision("accept"), "accept");
    EXPECT_EQ(decision("merge"), "merge");
    EXPECT_EQ(decision("separate"), "separate");
    EXPECT_EQ(decision("rename:bob2"), "rename:bob2");
    EXPECT_EQ(decision("survivor:lists"), "survivor:lists");
    EXPECT_EQ(decision("keep"), "keep");
    EXPECT_EQ(decision("drop"), "drop");
}

TEST(Decision, MayHaveABlankBehindItsColon) { EXPECT_EQ(decision("rename: bob2 "), "rename:bob2"); }

TEST(Decision, ToRenameTakesNoBlankForAName) { EXPECT_EQ(decision("rename:  "), ""); }

TEST(Decision, MayBeANameWithAColon) { EXPECT_EQ(decision("rename:a:b"), "rename:a:b"); }

TEST(Decision, IsNoOtherWord) { EXPECT_EQ(decision("yes"), ""); }

TEST(Decision, MayBeInCapitals) { EXPECT_EQ(decision("ACCEPT"), "accept"); }

TEST(Decision, MayChooseAProposalByItsNumber) { EXPECT_EQ(decision("accept:2"), "accept:2"); }

TEST(Decision, IsNoPartOfAWord) { EXPECT_EQ(decision("acc"), ""); }

TEST(Decision, IsNothingElseThanTheWord) { EXPECT_EQ(decision("accept it"), ""); }

TEST(Decision, ToRenameNeedsTheName)
{
    EXPECT_EQ(decision("rename"), "");
    EXPECT_EQ(decision("rename:"), "");
}

TEST(Decision, OfASurvivorNeedsTheSource)
{
    EXPECT_EQ(decision("survivor"), "");
    EXPECT_EQ(decision("survivor:"), "");
}

TEST(Decision, ToAcceptTakesNoWord) { EXPECT_EQ(decision("accept:bob2"), ""); }

TEST(Decision, ThatIsNoneChangesNothing)
{
    Answer before;
    before.decision = Decision::drop;
    EXPECT_FALSE(read_decision("rename:", before));
    EXPECT_EQ(before.decision_text(), "drop");
}

TEST(Decision, IsNotTheFormOfOne)
{
    EXPECT_EQ(decision("rename:<new>"), "");
    EXPECT_EQ(decision("survivor:<source>"), "");
    EXPECT_EQ(decision("set:<column>=<value>"), "");
}

TEST(Decision, ToSetNeedsAColumnAndAValue)
{
    EXPECT_EQ(decision("set:mail"), "");
    EXPECT_EQ(decision("set:=x"), "");
    EXPECT_EQ(decision("Set: mail=b@x.org"), "set:mail=b@x.org");
}

TEST(QuestionKind, IsKnownByItsName) { EXPECT_EQ(find_question_kind("session")->adds_lines, true); }

TEST(QuestionKind, MayBeUnknown) { EXPECT_EQ(find_question_kind("sessions"), nullptr); }

} // namespace
} // namespace tributary::plan
