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

} // namespace
} // namespace tributary::computed
