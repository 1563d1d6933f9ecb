#include "merge/steps/decide_accounts.hpp"
#include "merge/steps/decide_rows.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace tributary::steps {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

/// Users without rows, and tables of which every service has these rows.
Given given(std::string const &tables, std::string const &of_prose, std::string const &of_lists,
            std::string const &plan = {})
{
    auto const all = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);" + tables;
    return {.prose = all + of_prose, .lists = all + of_lists, .plan = plan, .head = "[ids]\nheadroom = 100\n"};
}

constexpr auto tags_of_posts = "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT UNIQUE, colour TEXT);"
                               "CREATE TABLE posts (id INTEGER PRIMARY KEY, tag INTEGER REFERENCES tags);";

class DecidedRows {
public:
    explicit DecidedRows(Given const &given, std::vector<plan::Answer> given_answers = {})
        : run(given), answers(std::move(given_answers))
    {
        run.decide_ids();
        auto accounts = identity::read_accounts(run.job, run.staging, run.sources, model::users_of(run.mapping).target);
        auto const contest =
            name_collisions::ContestReader(run.job, run.staging, run.sources, run.mapping, accounts).read({});
        auto const privileges = decide_accounts(run.job, run.staging, accounts, run.mapping, contest, answers);
        identity::ValueDecider const values(run.job, run.staging, run.mapping, accounts, privileges);
        decide_rows(run.job, run.staging, run.sources, run.mapping, values, answers);
    }

    Rows merged(std::string const &label, std::vector<std::string> const &columns) const
    {
        return run.merged(label, 1, columns);
    }

    /// Label and row of each folded row.
    Rows folds() const
    {
        return run.query("SELECT t.label, d.row, d.rule FROM decision AS d JOIN staged_table AS t ON t.id = d.table_id "
                         "WHERE d.action = 'fold' ORDER BY 1, 2");
    }

    StagedRun run;
    answers::Answers answers;
};

TEST(DecideRows, LeavesRowsThatShareNothing)
{
    DecidedRows const rows(
        given(tags_of_posts, "INSERT INTO tags VALUES (1, 'go', '')", "INSERT INTO tags VALUES (1, 'c', '')"));
    EXPECT_EQ(rows.folds(), Rows{});
    EXPECT_EQ(rows.merged("tags", {"id", "name"}), (Rows{{"102", "c"}}));
}

TEST(DecideRows, SendsReferencesToTheRowThatStays)
{
    DecidedRows const rows(given(tags_of_posts, "INSERT INTO tags VALUES (1, 'go', '')",
                                 "INSERT INTO tags VALUES (5, 'go', ''); INSERT INTO posts VALUES (1, 5)"));
    EXPECT_EQ(rows.merged("posts", {"tag"}), (Rows{{"1"}}));
}

TEST(DecideRows, FoldsRowsThatAgreeInTheNaturalKeyWhateverElseTheyHold)
{
    DecidedRows const rows(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT, colour TEXT);",
                                 "INSERT INTO tags VALUES (1, 'go', 'red')",
                                 "INSERT INTO tags VALUES (5, 'go', 'blue')", "[table.tags]\nmatch = [\"name\"]\n"));
    EXPECT_EQ(rows.folds(), (Rows{{"tags", "1", "natural key (name)"}}));
}

TEST(DecideRows, AsksWhetherTwoNullsInTheNaturalKeyAreEqual)
{
    DecidedRows const rows(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT, colour TEXT);",
                                 "INSERT INTO tags VALUES (1, NULL, 'red')", "INSERT INTO tags VALUES (5, NULL, 'red')",
                                 "[table.tags]\nmatch = [\"name\"]\n"));
    EXPECT_EQ(rows.folds(), Rows{});
    EXPECT_EQ(rows.run.conflicts("nulls").size(), 1U);
}

TEST(DecideRows, TreatsTwoNullsInTheNaturalKeyAsEqualWhereThePlanSaysSo)
{
    DecidedRows const rows(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT, colour TEXT);",
                                 "INSERT INTO tags VALUES (1, NULL, 'red')", "INSERT INTO tags VALUES (5, NULL, 'red')",
                                 "[table.tags]\nmatch = [\"name\"]\nnulls_equal = true\n"));
    EXPECT_EQ(rows.folds().size(), 1U);
}

TEST(DecideRows, RecordsTheValuesThatAFoldDrops)
{
    DecidedRows const rows(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT, colour TEXT);",
                                 "INSERT INTO tags VALUES (1, 'go', 'red')",
                                 "INSERT INTO tags VALUES (5, 'go', 'blue')", "[table.tags]\nmatch = [\"name\"]\n"));
    EXPECT_EQ(rows.run.query("SELECT \"column\", dropped, kept FROM dropped_value"), (Rows{{"colour", "blue", "red"}}));
}

TEST(DecideRows, FoldsWhatIsEqualOnlyOnceItsParentsAreFolded)
{
    DecidedRows const rows(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                                 "CREATE TABLE aliases (id INTEGER PRIMARY KEY, tag INTEGER REFERENCES tags, word TEXT,"
                                 " UNIQUE (tag, word));",
                                 "INSERT INTO tags VALUES (1, 'go'); INSERT INTO aliases VALUES (1, 1, 'golang')",
                                 "INSERT INTO tags VALUES (5, 'go'); INSERT INTO aliases VALUES (7, 5, 'golang')",
                                 "[table.tags]\non_conflict = [{ unique = \"name\", policy = \"fold-identical\" }]\n"));
    ASSERT_EQ(rows.folds().size(), 2U);
    EXPECT_EQ(rows.folds()[0][0], "aliases");
    EXPECT_EQ(rows.folds()[1][0], "tags");
}

TEST(DecideRows, FollowsATableThatRefersToItself)
{
    DecidedRows const rows(
        given("CREATE TABLE parts (id INTEGER PRIMARY KEY, inside INTEGER REFERENCES parts, name TEXT,"
              " UNIQUE (inside, name)); CREATE UNIQUE INDEX one_root ON parts (name) WHERE inside IS NULL;",
              "INSERT INTO parts VALUES (1, NULL, 'car'), (2, 1, 'door')",
              "INSERT INTO parts VALUES (5, NULL, 'car'), (6, 5, 'door')",
              "[table.parts]\non_conflict = [{ policy = \"fold-identical\" }]\n"));
    EXPECT_EQ(rows.folds().size(), 2U);
}

TEST(DecideRows, AsksOnceAboutRowsThatShareTwoKeys)
{
    DecidedRows const rows(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT UNIQUE, slug TEXT UNIQUE,"
                                 " colour TEXT);",
                                 "INSERT INTO tags VALUES (1, 'go', 'go', 'red')",
                                 "INSERT INTO tags VALUES (5, 'go', 'go', 'blue')"));
    EXPECT_EQ(rows.run.conflicts("unique").size(), 1U);
}

TEST(DecideRows, WithdrawsTheQuestionAboutARowThatFoldsUnderAnotherKey)
{
    DecidedRows const rows(
        given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT UNIQUE, slug TEXT UNIQUE, colour TEXT);",
              "INSERT INTO tags VALUES (1, 'go', 'go', 'red')", "INSERT INTO tags VALUES (5, 'go', 'go', 'blue')",
              "[table.tags]\non_conflict = [{ unique = \"slug\", policy = \"keep-first\" }]\n"));
    EXPECT_EQ(rows.run.conflicts("unique"), Rows{});
    EXPECT_EQ(rows.folds().size(), 1U);
}

TEST(DecideRows, LooksAgainForAValueThatAPolicyHasGiven)
{
    DecidedRows const rows(given(
        "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT UNIQUE, colour TEXT);",
        "INSERT INTO tags VALUES (1, 'go', 'red')", "INSERT INTO tags VALUES (5, 'go', 'blue'), (6, 'gotmp', 'blue')",
        "[table.tags]\non_conflict = [{ unique = \"name\", policy = \"suffix\", column = \"name\" }]\n"));
    EXPECT_EQ(rows.merged("tags", {"name"}), (Rows{{"gotmp"}, {"gotmp2"}}));
}

TEST(DecideRows, FoldsNoRowThatThePlanDropsForADanglingReference)
{
    DecidedRows const rows(
        given("CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT UNIQUE, owner INTEGER);",
              "INSERT INTO tags VALUES (1, 'go', 9)", "INSERT INTO tags VALUES (5, 'go', 9)",
              "[[reference]]\ncolumn = \"tags.owner\"\nto = \"users.id\"\ndangling = \"drop-row\"\n"));
    EXPECT_EQ(rows.folds(), Rows{});
    EXPECT_EQ(rows.run.query("SELECT count(*) FROM decision WHERE action = 'leave_out'"), (Rows{{"2"}}));
}

TEST(DecideRows, LooksAgainForAValueThatOnlyTheTargetTreatsAsEqual)
{
    DecidedRows const rows(given(
        "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE UNIQUE, colour TEXT);",
        "INSERT INTO tags VALUES (1, 'Go', 'red')", "INSERT INTO tags VALUES (5, 'go', 'blue'), (6, 'GOTMP', 'blue')",
        "[table.tags]\non_conflict = [{ unique = \"name\", policy = \"suffix\", column = \"name\" }]\n"));
    EXPECT_EQ(rows.merged("tags", {"name"}), (Rows{{"GOTMP"}, {"gotmp2"}}));
}

TEST(DecideRows, LeavesOutBeforeItFolds)
{
    DecidedRows const rows(given("CREATE TABLE nodes (id INTEGER PRIMARY KEY, name TEXT UNIQUE, up INTEGER);",
                                 "INSERT INTO nodes VALUES (1, 'x', NULL)",
                                 "INSERT INTO nodes VALUES (6, 'y', 9), (7, 'x', 6)",
                                 "[[reference]]\ncolumn = \"nodes.up\"\nto = \"nodes.id\"\ndangling = \"drop-row\"\n"
                                 "[table.nodes]\non_conflict = [{ unique = \"name\", policy = \"keep-first\" }]\n"));
    EXPECT_EQ(rows.folds(), Rows{});
}

TEST(DecideRows, LeavesOutWhatRefersToADroppedRow)
{
    DecidedRows const rows(given("CREATE TABLE tags (id INTEGER PRIMARY KEY, owner INTEGER);"
                                 "CREATE TABLE posts (id INTEGER PRIMARY KEY, tag INTEGER);",
                                 "", "INSERT INTO tags VALUES (5, 9); INSERT INTO posts VALUES (1, 5), (2, NULL)",
                                 "[[reference]]\ncolumn = \"tags.owner\"\nto = \"users.id\"\ndangling = \"drop-row\"\n"
                                 "[[reference]]\ncolumn = \"posts.tag\"\nto = \"tags.id\"\ndangling = \"drop-row\"\n"));
    EXPECT_EQ(rows.merged("posts", {"id"}), (Rows{{"102"}}));
}

} // namespace
} // namespace tributary::steps
