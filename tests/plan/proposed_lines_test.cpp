#include "merge/plan/overrides.hpp"
#include "merge/plan/proposed_lines.hpp"

#include <gtest/gtest.h>

namespace tributary::plan {
namespace {

std::string const reference = "[[reference]]\ncolumn = \"posts.author\"\nto = \"users.id\"";
std::string const one_of_two =
    "# One of these:\n# [[id]]\n# column = \"a.id\"\n# keep = true\n# or\n# [[id]]\n# column = "
    "\"a.id\"\n# keep = false";
std::string const left_out =
    "[table.tokens]\nload = false\n# or, if they are content:\n# [table.tokens]\n# load = true";

/// The lines that this decision chooses; empty: none.
std::string chosen(std::string const &decision, std::string const &proposal, std::string note = {})
{
    Answer answer;
    read_decision(decision, answer);
    answer.note = std::move(note);
    return chosen_lines(answer, proposed_lines(proposal)).value_or("");
}

TEST(ProposedLines, AreAcceptedAsTheyStand) { EXPECT_EQ(chosen("accept", reference), reference + "\n"); }

TEST(ProposedLines, InCommentsAreNotWhatAcceptMeans) { EXPECT_EQ(chosen("accept", one_of_two), ""); }

TEST(ProposedLines, InCommentsAreChosenByTheirNumber)
{
    EXPECT_EQ(chosen("accept:2", one_of_two), "[[id]]\ncolumn = \"a.id\"\nkeep = false\n");
}

TEST(ProposedLines, HaveNoNumberBeyondTheLast) { EXPECT_EQ(chosen("accept:3", one_of_two), ""); }

TEST(ProposedLines, ThatLeaveRowsOutAreNotWhatAcceptMeans)
{
    EXPECT_EQ(chosen("accept", left_out), "");
    EXPECT_EQ(chosen("accept:1", left_out), "[table.tokens]\nload = false\n");
}

TEST(ProposedLines, OfASourceThatIsNotLoadedLeaveRowsOut)
{
    EXPECT_EQ(chosen("accept", "[table.settings]\nload = { notes = false }"), "");
}

TEST(ProposedLines, WithAConditionOfAReferenceLeaveNothingOut)
{
    EXPECT_NE(chosen("accept", reference + "\nwhen = \"kind = 'user'\""), "");
}

TEST(ProposedLines, OfAReferenceMayBeWaivedInstead)
{
    EXPECT_EQ(chosen("waive", reference, "a number of rooms"),
              "[[waive]]\ncolumn = \"posts.author\"\nreason = \"a number of rooms\"\n");
}

TEST(ProposedLines, AreNotWaivedWithoutAReason) { EXPECT_EQ(chosen("waive", reference), ""); }

TEST(ProposedLines, OfAReferenceInsideValuesAreWaivedThere)
{
    EXPECT_EQ(chosen("waive", reference + "\npath = \"$.by\"\nformat = \"php\"", "no user"),
              "[[waive]]\ncolumn = \"posts.author\"\npath = \"$.by\"\nformat = \"php\"\nreason = \"no user\"\n");
}

TEST(ProposedLines, OfOneKindOfMembersAreWaivedForAllOfThem)
{
    EXPECT_EQ(chosen("waive", reference + "\npath = '$[*]?(@.do == \"a)\" || (@.b == 1)).with[*]'", "no user"),
              "[[waive]]\ncolumn = \"posts.author\"\npath = \"$[*].with[*]\"\nreason = \"no user\"\n");
}

TEST(ProposedLines, TakeTheNoteForAReasonLiterally)
{
    EXPECT_EQ(chosen("waive", reference, "\"\n[[source]]"),
              "[[waive]]\ncolumn = \"posts.author\"\nreason = \"\\\"\\u000a[[source]]\"\n");
}

TEST(ProposedLines, AreNoSentences)
{
    EXPECT_TRUE(proposed_lines("fix the source, or `set` the column in the plan").empty());
}

TEST(ProposedLines, ThatStandBesideCommentedOnesAreWhatAcceptMeans)
{
    EXPECT_EQ(chosen("accept",
                     reference + "\n# One of these:\n# [[reference]]\n# column = \"posts.other\"\n# to = \"films.id\""),
              reference + "\n");
}

TEST(ProposedLines, AreReadAsTheyStand)
{
    std::string const edited =
        "[table.tokens]\nload = true\n[table.audit] # ours\nwhere   = \"day > 3\"\n# where = \"0\"";
    EXPECT_EQ(chosen("accept:1", edited), edited.substr(0, edited.find("# where")));
}

TEST(ProposedLines, ThatAreNoTomlAreNone) { EXPECT_EQ(chosen("accept", reference + "\n[broken"), ""); }

TEST(ProposedLines, InOtherQuotesLeaveRowsOutAsWell)
{
    EXPECT_EQ(chosen("accept", reference + "\ndangling = 'drop-row'"), "");
}

TEST(ProposedLines, OfOneSourceLeaveRowsOutAsWell)
{
    EXPECT_EQ(chosen("accept", reference + "\ndangling = { lists = \"drop-row\" }"), "");
}

TEST(ProposedLines, AreNotChosenByANumberThatIsNotListed)
{
    EXPECT_EQ(chosen("accept:1", reference), "");
    EXPECT_EQ(chosen("accept:2", reference, "a note"), ""); // the waiver
}

TEST(ProposedLines, SayNothingOfTheRunAsAWhole)
{
    EXPECT_EQ(chosen("accept", reference + "\n[[source]]\nname = \"evil\"\nurl = \"sqlite:evil.db\""), "");
    EXPECT_EQ(chosen("accept", "staging = \"other.sqlite\"\n" + reference), "");
    EXPECT_EQ(chosen("accept", "[users]\non_ambiguous = \"allow\""), "");
}

TEST(ProposedLines, TakeAReasonThatLooksLikeNone)
{
    EXPECT_EQ(chosen("waive", reference, "…"), "[[waive]]\ncolumn = \"posts.author\"\nreason = \"…\"\n");
}

TEST(ProposedLines, SayWhichDecisionsChooseThem)
{
    EXPECT_EQ(decisions_for(proposed_lines(reference)), "accept, waive");
    EXPECT_EQ(decisions_for(proposed_lines(one_of_two)), "accept:1, accept:2");
    EXPECT_EQ(decisions_for(proposed_lines(left_out)), "accept:1, accept:2");
    EXPECT_EQ(
        decisions_for(proposed_lines("# read its schema too, or:\n[[waive]]\ntable = \"audit.log\"\nreason = \"…\"")),
        "waive");
}

} // namespace
} // namespace tributary::plan
