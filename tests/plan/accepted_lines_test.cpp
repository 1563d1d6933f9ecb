#include "merge/plan/plan.hpp"
#include "tests/testing/error_of.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace tributary::plan {
namespace {

std::string const beginning = "[[source]]\nname = \"a\"\nurl = \"sqlite:a.db\"\n[target]\nurl = \"sqlite:t.db\"\n"
                              "[users]\ntable = \"users\"\nname = \"name\"\n";
std::string const head = "kind,claimants,proposal,decision,note\n";

/// A plan, and answers beside it.
class AcceptedLines : public ::testing::Test {
protected:
    void answer(std::string const &text) const { std::ofstream(m_folder.path / "p.answers.csv") << head << text; }

    Plan plan(std::string const &more = {}) const
    {
        Choices choices;
        choices.match_rules = {"same-name-and-key"};
        choices.name_policies = {"suffix"};
        choices.foldings = {"none"};
        choices.unique_policies = {"refuse"};
        return read_plan(beginning + more, m_folder.path / "p.toml", choices);
    }

    model::Error refused(std::string const &more = {}) const
    {
        return testing::error_of([&] { plan(more); });
    }

    testing::TemporaryDirectory m_folder;
};

TEST_F(AcceptedLines, AddEntriesToLists)
{
    answer("uncovered,posts.by,\"[[reference]]\ncolumn = \"\"posts.by\"\"\nto = \"\"users.id\"\"\",accept,\n");
    EXPECT_EQ(plan().references.at(0).from.column, "by");
}

TEST_F(AcceptedLines, LeaveThePlansOwnPlacesWhereTheyAre)
{
    answer("uncovered,posts.by,\"[[reference]]\ncolumn = \"\"posts.by\"\"\nto = \"\"users.id\"\"\",accept,\n");
    EXPECT_EQ(plan("[table.tokens]\nload = false\n").sources.at(0).position.line, 1);
}

TEST_F(AcceptedLines, AddKeysToTablesOfThePlan)
{
    answer("session,tokens,\"[table.tokens]\nload = false\",accept:1,\n");
    auto const read = plan("[table.tokens]\nmatch = [\"id\"]\n");
    EXPECT_FALSE(read.tables.at(0).load);
    EXPECT_EQ(read.tables.at(0).match, std::vector<std::string>{"id"});
}

TEST_F(AcceptedLines, ThatSayOtherwiseThanThePlanAreRefused)
{
    answer("session,tokens,\"[table.tokens]\nload = false\",accept:1,\n");
    auto const error = refused("[table.tokens]\nload = true\n");
    EXPECT_EQ(error.exit, model::Exit::plan);
    EXPECT_NE(std::string(error.what()).find("p.answers.csv:2:1: the plan has another `load` than the accepted lines"),
              std::string::npos)
        << error.what();
}

TEST_F(AcceptedLines, OfTwoAnswersThatCannotStandInOnePlanAreRefusedWithBothPlaces)
{
    answer("session,tokens,\"[table.tokens]\nload = false\",accept:1,\n"
           "session,others,\"[table.tokens]\nload = true\",accept,\n");
    auto const error = refused();
    EXPECT_NE(std::string(error.what()).find("p.answers.csv:4:1: the lines that "), std::string::npos) << error.what();
    EXPECT_NE(std::string(error.what()).find("p.answers.csv:2 accepts have another `load`"), std::string::npos)
        << error.what();
    EXPECT_EQ(error.next_step, "take one of the two answers out");
}

TEST_F(AcceptedLines, OfTwoSourcesStandBesideEachOther)
{
    auto const lines = [](std::string const &source, std::string const &word) {
        return "dangling," + source +
               ".posts (by) -> users,\"# fix the source; or keep:\n# [[reference]]\n# column = \"\"posts.by\"\"\n" +
               "# to = \"\"users.id\"\"\n# dangling = { " + source + " = \"\"" + word + "\"\" }\",keep,\n";
    };
    answer(lines("a", "keep") + lines("lists", "null"));
    auto const read = plan("[[source]]\nname = \"lists\"\nurl = \"sqlite:lists.db\"\n");
    EXPECT_EQ(read.references.size(), 1U);
    EXPECT_EQ(read.references.at(0).dangling.in("a"), Dangling::keep);
    EXPECT_EQ(read.references.at(0).dangling.in("lists"), Dangling::null);
}

TEST_F(AcceptedLines, SayWhatBecomesOfDanglingValuesOfAReferenceOfThePlan)
{
    answer(
        "dangling,posts (by) -> users,\"# fix the source; or keep:\n# [[reference]]\n# column = \"\"posts.by\"\"\n# to = \"\"users.id\"\"\n# dangling = "
        "\"\"keep\"\"\",keep,\n");
    auto const read = plan("[[reference]]\ncolumn = \"posts.by\"\nto = \"users.id\"\n");
    EXPECT_EQ(read.references.size(), 1U);
    EXPECT_EQ(read.references.at(0).dangling.everywhere, Dangling::keep);
}

TEST_F(AcceptedLines, ThatArePartOfNoPlanAreRefusedWhereTheAnswerStands)
{
    answer("uncovered,posts.by,\"[[reference]]\ncolumn = \"\"posts.by\"\"\ntoo = \"\"users.id\"\"\",accept,\n");
    EXPECT_NE(std::string(refused().what()).find("p.answers.csv:2:1: the accepted lines do not fit the plan"),
              std::string::npos)
        << refused().what();
}

TEST_F(AcceptedLines, WithoutAProposalAreNone)
{
    answer("uncovered,posts.by,,accept,\n");
    EXPECT_TRUE(plan().references.empty());
}

TEST(AnswersFile, IsBesideThePlanByItsName)
{
    Plan const plan = read_plan(beginning, "/nowhere/p.toml",
                                {{"same-name-and-key"}, {}, {"suffix"}, {}, {"none"}, {}, {"refuse"}, {}, {}});
    EXPECT_EQ(plan.answers_file, "/nowhere/p.answers.csv");
    EXPECT_FALSE(plan.overrides);
}

} // namespace
} // namespace tributary::plan
