#include "merge/staging/decisions.hpp"
#include "merge/uniqueness/keys.hpp"
#include "merge/uniqueness/settler.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::uniqueness {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

constexpr char const *folds = "SELECT row FROM decision WHERE action = 'fold'";

/// Posts with a unique slug in both services.
Given posts(std::string const &of_prose, std::string const &of_lists, std::string const &plan = {})
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                               "CREATE TABLE posts (id INTEGER PRIMARY KEY, slug TEXT UNIQUE, body TEXT);";
    return {.prose = tables + "INSERT INTO posts VALUES " + of_prose,
            .lists = tables + "INSERT INTO posts VALUES " + of_lists,
            .plan = plan};
}

plan::Answer answer(plan::Decision decision, std::string const &row)
{
    plan::Answer result;
    result.kind = "unique";
    result.row = row;
    result.decision = decision;
    return result;
}

class SettledRun {
public:
    explicit SettledRun(Given const &given, std::vector<plan::Answer> answers = {}, std::string const &no_policy = {})
        : run(given), m_answers(std::move(answers)), m_search(run.job, run.staging, run.sources, run.mapping),
          m_writer(run.staging)
    {
        run.decide_ids();
        settled = settle({run.job, run.staging, m_search, m_answers, m_writer}, run.table("posts"),
                         key_rules(run.job, run.table("posts")).back(), no_policy);
    }

    StagedRun run;
    Settled settled;

private:
    answers::Answers m_answers;
    UniqueSearch m_search;
    staging::DecisionWriter m_writer;
};

TEST(Settle, ChangesNothingWhereNoRowsShareTheKey)
{
    SettledRun const posts_of_two(posts("(1, 'a', 'x')", "(1, 'b', 'x')"));
    EXPECT_FALSE(posts_of_two.settled.folded || posts_of_two.settled.assigned);
}

TEST(Settle, FoldsARowThatIsEqualInAllButItsId)
{
    SettledRun const posts_of_two(posts("(1, 'a', 'x')", "(5, 'a', 'x')"));
    EXPECT_TRUE(posts_of_two.settled.folded);
    EXPECT_FALSE(posts_of_two.settled.folded_different);
    EXPECT_EQ(posts_of_two.run.query(folds), (Rows{{"1"}}));
}

TEST(Settle, AsksAboutARowThatDiffers)
{
    SettledRun const posts_of_two(posts("(1, 'a', 'x')", "(5, 'a', 'y')"));
    EXPECT_EQ(posts_of_two.run.query("SELECT row, claimants, proposal FROM conflict"),
              (Rows{{"lists/posts#5", "prose/posts#1 lists/posts#5", "drop"}}));
}

TEST(Settle, FoldsTheRowThatAnAnswerDrops)
{
    SettledRun const posts_of_two(posts("(1, 'a', 'x')", "(5, 'a', 'y')"),
                                  {answer(plan::Decision::drop, "lists/posts#5")});
    EXPECT_TRUE(posts_of_two.settled.folded_different);
    EXPECT_TRUE(posts_of_two.run.conflicts("unique").empty());
}

TEST(Settle, FoldsTheFirstRowOntoTheOneThatAnAnswerKeeps)
{
    SettledRun const posts_of_two(posts("(1, 'a', 'x')", "(5, 'a', 'y')"),
                                  {answer(plan::Decision::keep, "lists/posts#5")});
    EXPECT_EQ(posts_of_two.run.query("SELECT t.source FROM decision AS d JOIN staged_table AS t ON t.id = d.table_id "
                                     "WHERE d.action = 'fold'"),
              (Rows{{"0"}}));
}

TEST(Settle, AsksAboutBothWhereTwoAnswersKeepARow)
{
    auto given = posts("(1, 'a', 'x')", "(5, 'a', 'y'), (6, 'a', 'z')");
    given.lists.replace(given.lists.find(" UNIQUE"), 7, "");
    SettledRun const posts_of_two(
        given, {answer(plan::Decision::keep, "lists/posts#5"), answer(plan::Decision::keep, "lists/posts#6")});
    EXPECT_EQ(posts_of_two.run.conflicts("unique").size(), 2U);
}

TEST(Settle, GivesWhatThePolicyOfThePlanSays)
{
    SettledRun const posts_of_two(posts("(1, 'a', 'x')", "(5, 'a', 'y')",
                                        "[table.posts]\non_conflict = [{ unique = \"slug\", policy = \"suffix\", "
                                        "column = \"slug\" }]\n"));
    EXPECT_TRUE(posts_of_two.settled.assigned);
    EXPECT_EQ(posts_of_two.run.query("SELECT \"column\", value, old, called FROM assigned"),
              (Rows{{"slug", "atmp", "a", "5"}}));
}

TEST(Settle, DoesNotGiveAValueThatAnotherRowHas)
{
    SettledRun const posts_of_two(posts("(1, 'a', 'x'), (2, 'atmp', 'x')", "(5, 'a', 'y')",
                                        "[table.posts]\non_conflict = [{ unique = \"slug\", policy = \"suffix\", "
                                        "column = \"slug\" }]\n"));
    EXPECT_EQ(posts_of_two.run.query("SELECT value FROM assigned"), (Rows{{"atmp2"}}));
}

TEST(Settle, AsksInsteadOfThePolicyWhereItMustNotDecide)
{
    SettledRun const posts_of_two(posts("(1, 'a', 'x')", "(5, 'a', 'y')",
                                        "[table.posts]\non_conflict = [{ unique = \"slug\", policy = \"suffix\", "
                                        "column = \"slug\" }]\n"),
                                  {}, "the policies undo each other");
    EXPECT_FALSE(posts_of_two.settled.assigned);
    EXPECT_EQ(posts_of_two.run.conflicts("unique").size(), 1U);
}

TEST(Settle, FoldsOntoTheFirstRowWhereThePolicyKeepsIt)
{
    SettledRun const posts_of_two(
        posts("(1, 'a', 'x')", "(5, 'a', 'y')",
              "[table.posts]\non_conflict = [{ unique = \"slug\", policy = \"keep-first\" }]\n"));
    EXPECT_TRUE(posts_of_two.settled.folded_different);
}

} // namespace
} // namespace tributary::uniqueness
