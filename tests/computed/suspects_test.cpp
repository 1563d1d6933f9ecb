#include "merge/computed/suspects.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

namespace tributary::computed {
namespace {

using testing::Rows;
using testing::StagedRun;

/// Topics of both services, of which the tags fold: tags count their topics, and keep the last of them.
class Suspects : public ::testing::Test {
protected:
    static std::string service(std::string const &rows)
    {
        return "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
               "CREATE TABLE tags (id INTEGER PRIMARY KEY, word TEXT UNIQUE, n INTEGER, topics_count INTEGER, "
               "last INTEGER REFERENCES topics, last_at TIMESTAMP);"
               "CREATE TABLE topics (id INTEGER PRIMARY KEY, tag INTEGER REFERENCES tags, at TIMESTAMP);" +
               rows;
    }

    static Rows asked(std::string const &prose, std::string const &lists, std::string const &plan = {})
    {
        StagedRun const run({service(prose), service(lists), "[table.tags]\nmatch = \"word\"\n" + plan},
                            StagedRun::After::resolve);
        return run.conflicts("follows");
    }

    /// Tags a, b and c with one, two and three topics; `of_tags` are the columns behind the word.
    static std::string three(std::string const &a, std::string const &b, std::string const &c)
    {
        return "INSERT INTO topics VALUES (1, 1, '2020-01-01'), (2, 2, '2020-01-02'), (3, 2, '2020-01-03'), (4, 3, "
               "'2020-01-04'), (5, 3, '2020-01-05'), (6, 3, '2020-01-06');"
               "INSERT INTO tags VALUES (1, 'a', " +
               a + "), (2, 'b', " + b + "), (3, 'c', " + c + ");";
    }

    static std::string counted() { return three("1, 0, NULL, NULL", "2, 0, NULL, NULL", "3, 0, NULL, NULL"); }

    static std::string one(std::string const &word, std::string const &rest)
    {
        return "INSERT INTO topics VALUES (1, 1, '2021-01-01'); INSERT INTO tags VALUES (1, '" + word + "', " + rest +
               ");";
    }
};

TEST_F(Suspects, AreCountersByTheirValues)
{
    auto const found = asked(counted(), one("a", "1, 0, NULL, NULL"));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0][0], "tags");
    EXPECT_EQ(found[0][1], "tags.n");
    EXPECT_EQ(found[0][2],
              "in 4 of 4 rows \"tags.n\" is the number of rows of \"topics\" that refer to the row by "
              "\"tag\"; after the merge it is not in 1 row: prose/tags#1 has 1, and the merged rows say 2");
}

TEST_F(Suspects, AreNotAskedAboutWhereTheMergeLeavesThemRight)
{
    EXPECT_TRUE(asked(counted(), one("d", "1, 0, NULL, NULL")).empty());
}

TEST_F(Suspects, AreNotAskedAboutWhereSurvivorshipMakesThemRight)
{
    EXPECT_TRUE(asked(counted(), one("a", "1, 0, NULL, NULL"), "survivorship = { n = \"sum\" }\n").empty());
}

TEST_F(Suspects, AreNoCountersWhereTheValuesSayOtherwise)
{
    EXPECT_TRUE(
        asked(three("4, 0, NULL, NULL", "7, 0, NULL, NULL", "3, 0, NULL, NULL"), one("a", "1, 0, NULL, NULL")).empty());
}

TEST_F(Suspects, AreFewCountsIfTheirNameSaysTheSame)
{
    auto const found = asked(one("a", "0, 1, NULL, NULL"), one("a", "0, 1, NULL, NULL"));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0][1], "tags.topics_count");
}

TEST_F(Suspects, AreNotFewCountsOfAnotherName)
{
    EXPECT_TRUE(asked(one("a", "1, 0, NULL, NULL"), one("a", "1, 0, NULL, NULL")).empty());
}

TEST_F(Suspects, AreTheLastTime)
{
    auto const found = asked(three("0, 0, NULL, '2020-01-01'", "0, 0, NULL, '2020-01-03'", "0, 0, NULL, '2020-01-06'"),
                             one("a", "0, 0, NULL, '2021-01-01'"));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0][1], "tags.last_at");
}

TEST_F(Suspects, AreTheLastRow)
{
    auto const found = asked(three("0, 0, 1, NULL", "0, 0, 3, NULL", "0, 0, 6, NULL"), one("a", "0, 0, 1, NULL"));
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0][1], "tags.last");
}

TEST_F(Suspects, AreTheLastTimeWhateverItsType)
{
    auto const rows = [](std::string const &a, std::string const &b) {
        return "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
               "CREATE TABLE tags (id INTEGER PRIMARY KEY, word TEXT UNIQUE, seen TEXT);"
               "CREATE TABLE topics (id INTEGER PRIMARY KEY, tag INTEGER REFERENCES tags, at TEXT);"
               "INSERT INTO tags VALUES (1, 'a', '" +
               b + "'); INSERT INTO topics VALUES (1, 1, '" + a + "'), (2, 1, '" + b + "')";
    };
    StagedRun const run(
        {rows("2020-01-01", "2020-01-02"), rows("2021-01-01", "2021-01-02"), "[table.tags]\nmatch = \"word\"\n"},
        StagedRun::After::resolve);
    auto const found = run.conflicts("follows");
    ASSERT_EQ(found.size(), 1);
    EXPECT_EQ(found[0][1], "tags.seen");
}

TEST_F(Suspects, AreNotComputedFromIdsWhereNothingSaysWhichRowIsTheLast)
{
    auto const service = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
                         "CREATE TABLE tags (id INTEGER PRIMARY KEY, word TEXT UNIQUE, last INTEGER REFERENCES topics);"
                         "CREATE TABLE topics (id INTEGER PRIMARY KEY, tag INTEGER REFERENCES tags);"
                         "INSERT INTO tags VALUES (1, 'a', 2); INSERT INTO topics VALUES (1, 1), (2, 1)";
    StagedRun const run({service, service, "[table.tags]\nmatch = \"word\"\n"}, StagedRun::After::resolve);
    auto const proposal = run.query("SELECT proposal FROM conflict WHERE kind = 'follows'").at(0).at(0).value_or("");
    EXPECT_TRUE(proposal.starts_with("[[waive]]\ncolumn = \"tags.last\"\nreason = \"…\"\n# or,")) << proposal;
}

TEST_F(Suspects, AreNotAskedAboutWhereThePlanWaivesThem)
{
    EXPECT_TRUE(
        asked(counted(), one("a", "1, 0, NULL, NULL"), "[[waive]]\ncolumn = \"tags.n\"\nreason = \"r\"\n").empty());
}

TEST_F(Suspects, AreAnsweredByTheLinesThatTheyPropose)
{
    StagedRun const run({service(counted()), service(one("a", "1, 0, NULL, NULL")), "[table.tags]\nmatch = \"word\"\n"},
                        StagedRun::After::resolve);
    auto const proposal = run.query("SELECT proposal FROM conflict WHERE kind = 'follows'").at(0).at(0).value_or("");
    EXPECT_TRUE(asked(counted(), one("a", "1, 0, NULL, NULL"), proposal + "\n").empty());
}

/// The same where topics have points, and may be gone.
class PartsOfRows : public ::testing::Test {
protected:
    /// Tag `word` has two topics, of 3 and 4 points, and tag b one of 5; of each the last is gone.
    static std::string service(std::string const &columns, std::string const &of_word, std::string const &of_b,
                               std::string const &more = {})
    {
        return "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);"
               "CREATE TABLE tags (id INTEGER PRIMARY KEY, word TEXT UNIQUE, " +
               columns +
               ");"
               "CREATE TABLE topics (id INTEGER PRIMARY KEY, tag INTEGER REFERENCES tags, gone TIMESTAMP, points INTEGER);"
               "INSERT INTO tags VALUES (1, 'a', " +
               of_word + "), (2, 'b', " + of_b +
               ");"
               "INSERT INTO topics VALUES (1, 1, NULL, 3), (2, 1, '2020-01-01', 4), (3, 2, NULL, 5), "
               "(4, 2, '2020-01-02', 1), (5, 2, NULL, 2);" +
               more;
    }

    static std::string proposal_for(std::string const &service)
    {
        StagedRun const run({service, service, "[table.tags]\nmatch = \"word\"\n"}, StagedRun::After::resolve);
        auto const found = run.query("SELECT proposal FROM conflict WHERE kind = 'follows'");
        return found.size() == 1 ? found[0][0].value_or("") : std::to_string(found.size()) + " questions";
    }
};

TEST_F(PartsOfRows, AreCountedUnderACondition)
{
    EXPECT_TRUE(proposal_for(service("topics_here INTEGER", "1", "2"))
                    .starts_with("[table.tags.column.topics_here]\nvalue = '(SELECT count(*) FROM \"merged.topics\" AS "
                                 "topics WHERE topics.tag = tags.id AND topics.gone IS NULL)'\n"));
}

TEST_F(PartsOfRows, AreSummedUp)
{
    EXPECT_TRUE(
        proposal_for(service("points_sum INTEGER", "7", "8"))
            .starts_with("[table.tags.column.points_sum]\nvalue = '(SELECT coalesce(sum(topics.points), 0) FROM "
                         "\"merged.topics\" AS topics WHERE topics.tag = tags.id)'\n"));
}

TEST_F(PartsOfRows, AreNotTakenForWhatTheyAreNot)
{
    EXPECT_EQ(proposal_for(service("topics_here INTEGER", "2", "1")), "0 questions");
}

TEST_F(PartsOfRows, AreCountedByTheTableBesideTheirs)
{
    auto const stats = "CREATE TABLE stats (tag INTEGER UNIQUE REFERENCES tags, topics INTEGER);"
                       "INSERT INTO stats VALUES (1, 2), (2, 3);";
    EXPECT_TRUE(
        proposal_for(service("n INTEGER", "0", "0", stats))
            .starts_with("[table.stats.column.topics]\nvalue = '(SELECT count(*) FROM \"merged.topics\" AS topics "
                         "WHERE topics.tag = stats.tag)'\n"));
}

} // namespace
} // namespace tributary::computed
