#include "merge/plan/overrides.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace tributary::plan {
namespace {

std::string const header = "id,kind,account,table,row,claimants,evidence,proposal,decision,note\n";

std::vector<Answer> answers(std::string const &text) { return read_overrides(text, "answers.csv"); }

/// The only answer of a file with the header of the conflicts file and this line.
Answer answer(std::string const &line)
{
    auto const all = answers(header + line + "\n");
    EXPECT_EQ(all.size(), 1U);
    return all.at(0);
}

model::Error refused(std::string const &text)
{
    return testing::error_of([&] { answers(text); });
}

std::string error_text(std::string const &text)
{
    auto const error = refused(text);
    EXPECT_EQ(error.exit, model::Exit::plan);
    return error.what();
}

TEST(Answer, MayBeAboutAllWhoDifferInOneWay)
{
    EXPECT_EQ(answer(",privilege,,,,active: a=true b=false,,,survivor:a,").claimants, "active: a=true b=false");
}

TEST(Overrides, OfNothingAreNone) { EXPECT_TRUE(answers("").empty()); }

TEST(Overrides, OfAHeaderAreNone) { EXPECT_TRUE(answers(header).empty()); }

TEST(Overrides, HoldEveryFieldThatMatters)
{
    auto const one = answer("c1,name,lists/bob,app_users,7,prose/bob lists/bob,why,rename:bobtmp,accept,he said so");
    EXPECT_EQ(one.id, "c1");
    EXPECT_EQ(one.kind, "name");
    EXPECT_EQ(one.account, "lists/bob");
    EXPECT_EQ(one.table, "app_users");
    EXPECT_EQ(one.row, "7");
    EXPECT_EQ(one.claimants, "prose/bob lists/bob");
    EXPECT_EQ(one.proposal, "rename:bobtmp");
    EXPECT_EQ(one.decision, Decision::accept);
    EXPECT_EQ(one.note, "he said so");
    EXPECT_EQ(one.line, 2);
}

TEST(Overrides, PassOverRowsWithoutADecision)
{
    EXPECT_TRUE(answers(header + "c1,name,lists/bob,,,,,,,\nc2,name,lists/ann,,,,,,  ,not yet\n").empty());
}

TEST(Overrides, TakeBlanksAroundADecisionForNothing)
{
    EXPECT_EQ(answer("c1,name,lists/bob,,,,,, rename:bob2 ,").word, "bob2");
}

TEST(Overrides, KeepBlanksOfANewNameInside) { EXPECT_EQ(answer("c1,name,lists/bob,,,,,,rename:bob b,").word, "bob b"); }

TEST(Overrides, KeepQuotedFields)
{
    EXPECT_EQ(answer("c1,name,\"lists/bob, the \"\"old\"\" one\",,,,,,keep,").account, "lists/bob, the \"old\" one");
}

TEST(Overrides, KeepALinesEndInAQuotedField)
{
    EXPECT_EQ(answer("c1,name,lists/bob,,,,,,keep,\"one\ntwo\"").note, "one\ntwo");
}

TEST(Overrides, MayBePartedBySemicolons)
{
    EXPECT_EQ(answers("id;decision;note\nc1;rename:bob2;a, b\n").at(0).note, "a, b");
}

TEST(Overrides, MayBeginWithAByteOrderMark)
{
    EXPECT_EQ(answers("\xef\xbb\xbfid,decision\r\nc1,keep\r\n").at(0).id, "c1");
}

TEST(Overrides, MayHaveTheirColumnsInAnyOrder)
{
    EXPECT_EQ(answers("decision,account,kind\nmerge,lists/bob,name\n").at(0).account, "lists/bob");
}

TEST(Overrides, MayHaveOtherColumns)
{
    EXPECT_EQ(answers("ticket,id,decision,\"who, when\"\n17,c1,keep,me\n").at(0).id, "c1");
}

TEST(Overrides, MayHaveBlanksAroundTheirHeads)
{
    EXPECT_EQ(answers("id , decision\nc1,keep\n").at(0).decision, Decision::keep);
}

TEST(Overrides, AreReadWithoutTheMarkOfAFormula)
{
    EXPECT_EQ(answers("kind,row,decision\nunique,'-5,keep\n").at(0).row, "-5");
}

TEST(Overrides, MayHaveShortRows) { EXPECT_EQ(answers("id,decision,note\nc1,keep\n").at(0).note, ""); }

TEST(Overrides, TakeAnEmptyProposalForNone)
{
    EXPECT_FALSE(answers("id,proposal,decision\nc1,,keep\n").at(0).proposal);
    EXPECT_EQ(answers("id,proposal,decision\nc1,drop,keep\n").at(0).proposal, "drop");
}

TEST(WrongOverrides, WithAnIdOfAnotherKindAreRefused)
{
    EXPECT_EQ(error_text("id,kind,account,claimants,decision\nname-12,match,a/ann,b/ann,merge\n"),
              "answers.csv:2:1: the id \"name-12\" is not that of a question of kind match");
}

TEST(WrongOverrides, ThatAcceptTwoProposalsOfOneQuestionAreRefused)
{
    EXPECT_EQ(error_text("id,proposal,decision\nids-1,[[id]],accept\nids-1,[[unique]],accept\n"),
              "answers.csv:3:1: line 2 answers the same question with accept");
}

TEST(Overrides, MayKnowTheirConflictByKindAndAccountAlone)
{
    EXPECT_EQ(answer(",name,lists/bob,,,,,,keep,").account, "lists/bob");
}

TEST(Overrides, MayKnowTheirConflictByKindAndRowAlone) { EXPECT_EQ(answer(",unique,,posts,7,,,,keep,").row, "7"); }

TEST(Overrides, AreTheSameInAnyOrderOfRows)
{
    std::string const ann = "c1,name,lists/ann,,,,,,keep,\n";
    std::string const bob = "c2,name,lists/bob,,,,,,merge,\n";
    auto const one = answers(header + ann + bob);
    auto const other = answers(header + bob + ann);
    ASSERT_EQ(one.size(), 2U);
    EXPECT_EQ(one[0].id + one[1].id, "c1c2");
    EXPECT_EQ(other.at(0).id + other.at(1).id, "c1c2");
}

TEST(Overrides, MayAnswerTheSameTwiceAlike)
{
    EXPECT_EQ(answers(header + "c1,name,lists/bob,,,,,,keep,\nc1,name,lists/bob,,,,,,keep,\n").size(), 1U);
}

TEST(Overrides, MayAnswerDifferentQuestionsAboutOneAccount)
{
    EXPECT_EQ(answers(header + ",name,lists/bob,,,,,,keep,\n,privilege,lists/bob,,,,,,survivor:prose,\n").size(), 2U);
}

TEST(WrongOverrides, ThatAnswerOneConflictDifferentlyNameBothLines)
{
    EXPECT_EQ(error_text(header + "c1,name,lists/bob,,,,,,keep,\n\nc1,name,lists/bob,,,,,,merge,\n"),
              "answers.csv:4:1: line 2 answers the same question with keep");
}

TEST(WrongOverrides, ThatAnswerOneConflictWithTwoNamesAreRefused)
{
    EXPECT_EQ(error_text(header + "c1,,,,,,,,rename:a,\nc1,,,,,,,,rename:b,\n"),
              "answers.csv:3:1: line 2 answers the same question with rename:a");
}

TEST(WrongOverrides, ThatAnswerOneAccountDifferentlyAreRefused)
{
    EXPECT_EQ(error_text(header + ",name,lists/bob,,,,,,keep,\n,name,lists/bob,,,,,,merge,\n"),
              "answers.csv:3:1: line 2 answers the same question with keep");
}

TEST(WrongOverrides, WithADecisionThatIsNoneNameItsLine)
{
    EXPECT_EQ(error_text(header + "c1,name,lists/bob,,,,,,keep,\nc2,name,lists/ann,,,,,,yes,\n"),
              "answers.csv:3:24: \"yes\" is not a decision");
}

TEST(WrongOverrides, WithADecisionOfAnotherKindShowThoseOfTheirOwn)
{
    auto const error = refused(header + "unique-123,,,,,,,,waive,\n");
    EXPECT_STREQ(error.what(), "answers.csv:2:19: \"waive\" does not answer a question of kind unique");
    EXPECT_EQ(error.next_step, "allowed here: drop, keep, merge, separate, set:<column>=<value>, suffix, accept");
}

TEST(WrongOverrides, WithAProposalThatIsNotThereNameTheDecision)
{
    EXPECT_EQ(error_text(header + "name-123,,,,,,,,accept:2,\n"), "answers.csv:2:17: this question has one proposal");
}

TEST(WrongOverrides, InUtf16AreRefusedWithThatWord)
{
    EXPECT_EQ(error_text("\xff\xfei\0d\0"), "answers.csv:1:1: the file is UTF-16: save it as CSV in UTF-8");
}

TEST(Answer, MayBeInAFileWithTabs) { EXPECT_EQ(answers("id\tdecision\nc1\tkeep\n").at(0).decision, Decision::keep); }

TEST(Answer, MayHaveHeadingsInCapitals) { EXPECT_EQ(answers("ID,Decision\nc1,keep\n").at(0).id, "c1"); }

TEST(WrongOverrides, WithADecisionThatIsNoneShowThoseOfTheirKind)
{
    EXPECT_EQ(refused(header + "c1,name,lists/bob,,,,,,yes,\n").next_step,
              "allowed here: accept, separate, rename:<new>, keep, survivor:<source>, merge");
}

TEST(WrongOverrides, ThatAnswerNothingNameTheirLine)
{
    EXPECT_EQ(error_text(header + ",,,,,,,,keep,\n"), "answers.csv:2:1: this answer does not identify a question");
}

TEST(WrongOverrides, WithAnAccountAndNoKindNameTheirLine)
{
    EXPECT_EQ(error_text(header + ",,lists/bob,,,,,,keep,\n"),
              "answers.csv:2:1: this answer does not identify a question");
}

TEST(WrongOverrides, WithoutTheColumnOfDecisionsNameTheHeader)
{
    EXPECT_EQ(error_text("\nid,kind\nc1,name\n"), "answers.csv:2:1: the header has no column `decision`");
}

TEST(WrongOverrides, WithMoreFieldsThanTheHeaderNameTheLine)
{
    EXPECT_EQ(error_text("id,decision\nc1,keep\nc2,keep,x\n"), "answers.csv:3:1: this row has 3 fields, the header 2");
}

TEST(Overrides, RefuseARowThatEndsBeforeItsDecision)
{
    EXPECT_EQ(error_text("kind,account,claimants,decision,note\nmatch,b/ann,separate\n"),
              "answers.csv:2:1: this row has 3 fields, the header 5");
}

TEST(Overrides, RefuseAColumnThatIsThereTwice)
{
    EXPECT_EQ(error_text("id,decision,decision\nc1,keep,merge\n"),
              "answers.csv:1:1: the header has the column `decision` twice");
}

TEST(WrongOverrides, WithAQuoteThatDoesNotEndNameItsLine)
{
    EXPECT_TRUE(error_text("id,decision\nc1,\"keep\n").starts_with("answers.csv:2"));
}

TEST(OverridesInToml, OfNothingAreNone) { EXPECT_TRUE(read_overrides("", "answers.toml").empty()); }

TEST(OverridesInToml, HoldEveryFieldThatMatters)
{
    auto const one = read_overrides("\n[[answer]]\nid = \"c1\"\nkind = \"name\"\naccount = \"lists/bob\"\n"
                                    "table = \"app_users\"\nrow = \"7\"\nclaimants = \"prose/bob lists/bob\"\n"
                                    "evidence = \"why\"\nproposal = \"rename:bobtmp\"\ndecision = \"rename:bob2\"\n"
                                    "note = \"he said so\"\n",
                                    "answers.toml")
                         .at(0);
    EXPECT_EQ(one.id, "c1");
    EXPECT_EQ(one.kind, "name");
    EXPECT_EQ(one.account, "lists/bob");
    EXPECT_EQ(one.table, "app_users");
    EXPECT_EQ(one.row, "7");
    EXPECT_EQ(one.claimants, "prose/bob lists/bob");
    EXPECT_EQ(one.proposal, "rename:bobtmp");
    EXPECT_EQ(one.decision_text(), "rename:bob2");
    EXPECT_EQ(one.note, "he said so");
    EXPECT_EQ(one.line, 2);
}

TEST(OverridesInToml, PassOverAnswersWithoutADecision)
{
    EXPECT_TRUE(
        read_overrides("[[answer]]\nid = \"c1\"\n[[answer]]\nid = \"c2\"\ndecision = \"\"\n", "a.toml").empty());
}

std::string error_of_toml(std::string const &text)
{
    auto const error = testing::error_of([&] { read_overrides(text, "answers.toml"); });
    EXPECT_EQ(error.exit, model::Exit::plan);
    return error.what();
}

TEST(WrongOverridesInToml, WithAnUnknownKeyPointAtIt)
{
    EXPECT_EQ(error_of_toml("[[answer]]\nid = \"c1\"\ndecison = \"keep\"\n"),
              "answers.toml:3:1: unknown key `decison` in [[answer]]");
}

TEST(WrongOverridesInToml, WithAnUnknownTablePointAtIt)
{
    EXPECT_EQ(error_of_toml("[[answers]]\nid = \"c1\"\n"),
              "answers.toml:1:3: unknown key `answers` in the overrides file");
}

TEST(WrongOverridesInToml, WithOneAnswerThatIsNoListPointAtIt)
{
    EXPECT_EQ(error_of_toml("[answer]\nid = \"c1\"\n"), "answers.toml:1:1: answers are written [[answer]]");
}

TEST(WrongOverridesInToml, WithANumberForARowPointAtIt)
{
    EXPECT_EQ(error_of_toml("[[answer]]\nrow = 7\n"), "answers.toml:2:7: `row` must be text in quotes");
}

TEST(WrongOverridesInToml, WithADecisionThatIsNoneNameTheAnswer)
{
    EXPECT_EQ(error_of_toml("[[answer]]\nid = \"c1\"\ndecision = \"yes\"\n"),
              "answers.toml:3:12: \"yes\" is not a decision");
}

TEST(WrongOverridesInToml, ThatAreNoTomlNameTheLine)
{
    EXPECT_TRUE(error_of_toml("[[answer]]\nid = \n").starts_with("answers.toml:2:"));
}

TEST(WrongOverridesInToml, ThatAnswerOneConflictDifferentlyNameBothLines)
{
    EXPECT_EQ(
        error_of_toml("[[answer]]\nid = \"c1\"\ndecision = \"keep\"\n[[answer]]\nid = \"c1\"\ndecision = \"drop\"\n"),
        "answers.toml:4:1: line 1 answers the same question with keep");
}

TEST(OverridesFile, IsReadByItsPath)
{
    testing::TemporaryDirectory const folder;
    std::ofstream(folder.path / "answers.csv") << "id,decision\nc1,keep\n";
    EXPECT_EQ(read_overrides(folder.path / "answers.csv").at(0).id, "c1");
}

TEST(OverridesFile, ThatIsNotThereIsAWrongPlan)
{
    EXPECT_EQ(testing::error_of([] { read_overrides(std::filesystem::path("none.csv")); }).exit, model::Exit::plan);
}

TEST(TomlText, IsQuoted) { EXPECT_EQ(toml_text("bob"), "\"bob\""); }

TEST(TomlText, EscapesWhatTomlDoesNotTake) { EXPECT_EQ(toml_text("a\"b\\c\nd\x7f"), "\"a\\\"b\\\\c\\u000ad\\u007f\""); }

TEST(TomlText, IsReadBackAsItWas)
{
    std::string const note = "ä \"b\" \\ \t\n\x01 '''";
    auto const text = "[[answer]]\nid = \"c1\"\ndecision = \"keep\"\nnote = " + toml_text(note) + "\n";
    EXPECT_EQ(read_overrides(text, "a.toml").at(0).note, note);
}

} // namespace
} // namespace tributary::plan
