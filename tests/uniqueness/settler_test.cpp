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
        settled = settle({run.job, run.staging, run.mapping, m_search, m_answers, m_writer}, run.table("posts"),
                         key_rules(run.job, run.staging, run.table("posts")).back(), no_policy);
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

TEST(Settle, FoldsARowThatDiffersInWhatFollowsFromRows)
{
    SettledRun const posts_of_two(
        posts("(1, 'a', 'x')", "(5, 'a', 'y')", "[table.posts.column.body]\nvalue = \"'z'\"\n"));
    EXPECT_TRUE(posts_of_two.settled.folded);
    EXPECT_FALSE(posts_of_two.settled.folded_different);
    EXPECT_EQ(posts_of_two.run.query("SELECT reason FROM decision WHERE action = 'fold'"),
              (Rows{{"equal to the row of prose in all but its own id and what follows from other rows"}}));
}

/// Teams of one name, each with a member; with `more` teams in both services.
Given teams(std::string const &plan = {}, int more = 0)
{
    std::string const tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                               "CREATE TABLE posts (id INTEGER PRIMARY KEY, slug TEXT UNIQUE);"
                               "CREATE TABLE member (post INTEGER REFERENCES posts, who INTEGER REFERENCES users);"
                               "INSERT INTO posts VALUES (1, 'staff'), (2, 'empty');"
                               "INSERT INTO member VALUES (1, 1);";
    auto const others = "WITH RECURSIVE n(i) AS (SELECT 3 UNION ALL SELECT i + 1 FROM n) "
                        "INSERT INTO posts SELECT i, 'team' || i FROM n LIMIT " +
                        std::to_string(more) + "; INSERT INTO member SELECT id, 1 FROM posts WHERE id > 2;";
    return {.prose = tables + others, .lists = tables + others, .plan = plan};
}

TEST(Settle, AsksWhereRowsReferToBothOfTwoEqualRows)
{
    SettledRun const run(teams());
    EXPECT_EQ(run.run.query("SELECT row, claimants, proposal FROM conflict"),
              (Rows{{"lists/posts#1", "prose/posts#1 lists/posts#1", ""}}));
}

TEST(Settle, NamesTheColumnsThatReferToEqualRows)
{
    SettledRun const run(teams());
    EXPECT_EQ(run.run.query("SELECT count(*) FROM conflict WHERE evidence LIKE '%(member.post)%'"), (Rows{{"1"}}));
}

TEST(Settle, FoldsEqualRowsOfWhichOnlyOneIsReferredTo)
{
    auto given = teams();
    given.prose += "DELETE FROM member;";
    EXPECT_EQ(SettledRun(given).run.query(folds), (Rows{{"1"}, {"2"}}));
}

TEST(Settle, MakesEqualRowsOneWhereAnAnswerSaysSo)
{
    SettledRun const run(teams(), {answer(plan::Decision::drop, "lists/posts#1")});
    EXPECT_EQ(run.run.query(folds), (Rows{{"1"}, {"2"}}));
}

TEST(Settle, MakesEqualRowsOneWhereThePlanSaysFoldIdentical)
{
    SettledRun const run(teams("[table.posts]\non_conflict = [{ unique = \"slug\", policy = \"fold-identical\" }]\n"));
    EXPECT_EQ(run.run.query(folds), (Rows{{"1"}, {"2"}}));
}

TEST(Settle, GivesEqualRowsTheSuffixThatThePlanSays)
{
    SettledRun const run(
        teams("[table.posts]\non_conflict = [{ unique = \"slug\", policy = \"suffix\", column = \"slug\" }]\n"));
    EXPECT_EQ(run.run.query("SELECT value FROM assigned ORDER BY row"), (Rows{{"stafftmp"}, {"emptytmp"}}));
}

TEST(Settle, AsksAboutEqualRowsWhereThePlanRefusesThem)
{
    SettledRun const run(teams("[table.posts]\non_conflict = [{ unique = \"slug\", policy = \"refuse\" }]\n"));
    EXPECT_EQ(run.run.conflicts("unique").size(), 2U);
}

TEST(Settle, AsksOnceWhereManyRowsAreEqual)
{
    SettledRun const run(teams({}, 6));
    EXPECT_EQ(run.run.query("SELECT row, claimants FROM conflict"), (Rows{{"", "posts (slug)"}}));
}

TEST(Settle, MakesAllEqualRowsOneWhereAnAnswerAboutAllSaysSo)
{
    auto about_all = answer(plan::Decision::drop, "");
    about_all.claimants = "posts (slug)";
    SettledRun const run(teams({}, 6), {about_all});
    EXPECT_EQ(run.run.query("SELECT count(*) FROM decision WHERE action = 'fold'"), (Rows{{"8"}}));
}

TEST(Settle, AsksAboutARowThatDiffers)
{
    SettledRun const posts_of_two(posts("(1, 'a', 'x')", "(5, 'a', 'y')"));
    EXPECT_EQ(posts_of_two.run.query("SELECT row, claimants, proposal FROM conflict"),
              (Rows{{"lists/posts#5", "prose/posts#1 lists/posts#5", ""}}));
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
