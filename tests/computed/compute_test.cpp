#include "merge/computed/compute.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

namespace tributary::computed {
namespace {

using testing::Rows;
using testing::StagedRun;

/// Ann is one person in both services; Bea follows her in each of them.
class Compute : public ::testing::Test {
protected:
    static constexpr auto tables =
        "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE, email TEXT, followers INTEGER NOT NULL, "
        "fans INTEGER, best INTEGER REFERENCES posts, code TEXT UNIQUE);"
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users);"
        "CREATE TABLE follow (follower INTEGER REFERENCES users, followed INTEGER REFERENCES users, "
        "PRIMARY KEY (follower, followed));";

    static testing::Given given(std::string const &plan)
    {
        return {std::string(tables) +
                    "INSERT INTO users VALUES (1, 'ann', 'a@x', 1, 0, NULL, NULL), (2, 'bea', 'b@x', 0, 0, "
                    "NULL, NULL); INSERT INTO posts VALUES (1, 1); INSERT INTO follow VALUES (2, 1);",
                std::string(tables) +
                    "INSERT INTO users VALUES (7, 'ann', 'a@x', 1, 0, 9, NULL), (8, 'bea', 'b@x', 0, 0, "
                    "NULL, NULL); INSERT INTO posts VALUES (5, 7); INSERT INTO follow VALUES (8, 7);",
                plan,
                {},
                {},
                {},
                {},
                "table = \"users\"\nname = \"name\"\nmatch = [{ rule = \"same-column\", column = \"email\" }]\n"};
    }

    static std::string value(std::string const &column, std::string const &expression)
    {
        return "[table.users.column." + column + "]\nvalue = '''" + expression + "'''\n";
    }

    /// The sentence with which the run is refused.
    static std::string refused(std::string const &plan)
    {
        auto const error = testing::error_of([&] { StagedRun const run(given(plan), StagedRun::After::resolve); });
        EXPECT_EQ(error.exit, model::Exit::plan);
        return error.what();
    }

    static bool holds(std::string const &text, std::string const &part) { return text.find(part) != std::string::npos; }

    static constexpr auto count = "(SELECT count(*) FROM \"merged.follow\" WHERE followed = users.id)";
    static constexpr auto later = "[[reference]]\ncolumn = \"users.best\"\nto = \"posts.id\"\ndangling = \"keep\"\n";
};

TEST_F(Compute, EvaluatesOverTheMergedRows)
{
    StagedRun const run(given(later + value("fans", count)), StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT name, fans FROM \"merged.users\" ORDER BY name"), (Rows{{"ann", "1"}, {"bea", "0"}}));
}

TEST_F(Compute, WritesOnlyWhatDiffers)
{
    StagedRun const run(given(later + value("fans", count)), StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT \"column\", old, value, rule, called FROM assigned"),
              (Rows{{"fans", "0", "1", "value", "1"}}));
}

TEST_F(Compute, SeesWhatStandsFurtherUp)
{
    StagedRun const run(given(later + value("fans", count) + value("followers", "fans + 10")),
                        StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT name, followers FROM \"merged.users\" ORDER BY name"),
              (Rows{{"ann", "11"}, {"bea", "10"}}));
}

TEST_F(Compute, RefusesToReadWhatStandsFurtherDown)
{
    EXPECT_TRUE(holds(refused(later + value("followers", "fans + 10") + value("fans", count)),
                      "`value` for \"users.followers\": it reads \"users.fans\", whose `value` stands further down"));
}

TEST_F(Compute, TakesTheNewIdsOfOtherRowsThoughTheOldReferenceIsBroken)
{
    StagedRun const run(given(value("best", "(SELECT max(id) FROM \"merged.posts\" WHERE author = users.id)")),
                        StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT count(*) FROM \"merged.users\" AS u JOIN \"merged.posts\" AS p ON p.id = u.best"),
              (Rows{{"1"}}));
}

TEST_F(Compute, RefusesAReferenceToARowThatDoesNotExist)
{
    EXPECT_TRUE(holds(refused(value("best", "77")), "is not the \"id\" of any row of \"posts\""));
}

TEST_F(Compute, RefusesNullWhereTheTargetRequiresAValue)
{
    EXPECT_TRUE(
        holds(refused(later + value("followers", "(SELECT max(author) FROM \"merged.posts\" WHERE author = users.id)")),
              "it is NULL for prose/users#2, but the target requires a value"));
}

TEST_F(Compute, RefusesAValueThatIsAnotherEachTime)
{
    EXPECT_TRUE(holds(refused(later + value("fans", "random()")), "gives a different value each time"));
}

TEST_F(Compute, RefusesAnAggregateOverAllRows)
{
    EXPECT_TRUE(holds(refused(later + value("fans", "count(*)")), "`value` for \"users.fans\": misuse of aggregate"));
}

TEST_F(Compute, RefusesTablesOfTheStagingFile)
{
    EXPECT_TRUE(holds(refused(later + value("fans", "(SELECT count(*) FROM decision)")),
                      "only merged and staged tables can be read"));
}

TEST_F(Compute, RefusesAnId) { EXPECT_TRUE(holds(refused(later + value("id", "1")), "it is an id")); }

TEST_F(Compute, RefusesTheName) { EXPECT_TRUE(holds(refused(later + value("name", "'x'")), "it is the users' name")); }

TEST_F(Compute, RefusesAPartOfAUniqueKey)
{
    EXPECT_TRUE(holds(refused(later + value("code", "'x'")), "it is a part of a key"));
}

TEST_F(Compute, IsStrongerThanSurvivorship)
{
    auto with_sum = given(later + value("followers", count));
    with_sum.users += "survivorship = { followers = \"sum\" }\n";
    StagedRun const run(with_sum, StagedRun::After::resolve);
    EXPECT_EQ(run.query("SELECT name, followers FROM \"merged.users\" ORDER BY name"),
              (Rows{{"ann", "1"}, {"bea", "0"}}));
}

TEST_F(Compute, RefusesAColumnThatDoesNotExist)
{
    EXPECT_TRUE(holds(refused(later + value("fan", "1")), "the target has no such column"));
}

} // namespace
} // namespace tributary::computed
