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
        "CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users, slug TEXT UNIQUE, views INTEGER, "
        "title TEXT);CREATE UNIQUE INDEX one_title ON posts (lower(title));"
        "CREATE TABLE follow (follower INTEGER REFERENCES users, followed INTEGER REFERENCES users, "
        "PRIMARY KEY (follower, followed));";

    static testing::Given given(std::string const &plan)
    {
        return {std::string(tables) +
                    "INSERT INTO users VALUES (1, 'ann', 'a@x', 1, 0, NULL, NULL), (2, 'bea', 'b@x', 0, 0, "
                    "NULL, NULL); INSERT INTO posts (id, author) VALUES (1, 1); INSERT INTO follow VALUES (2, 1);",
                std::string(tables) +
                    "INSERT INTO users VALUES (7, 'ann', 'a@x', 1, 0, 9, NULL), (8, 'bea', 'b@x', 0, 0, "
                    "NULL, NULL); INSERT INTO posts (id, author) VALUES (5, 7); INSERT INTO follow VALUES (8, 7);",
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

    static std::string post_value(std::string const &column)
    {
        return "[table.posts.column." + column + "]\nvalue = \"NULL\"\n";
    }

    /// The sentence with which the run is refused, and the next step.
    static std::string refused(testing::Given const &given)
    {
        auto const error = testing::error_of([&] { StagedRun const run(given, StagedRun::After::resolve); });
        EXPECT_EQ(error.exit, model::Exit::plan);
        return std::string(error.what()) + "; " + error.next_step;
    }
    static std::string refused(std::string const &plan) { return refused(given(plan)); }

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

TEST_F(Compute, RefusesAColumnInTheExpressionOfAUniqueIndex)
{
    EXPECT_TRUE(holds(refused(later + post_value("title")), "it is a part of a key"));
}

TEST_F(Compute, RefusesAColumnInTheConditionOfAUniqueKeyOfThePlan)
{
    auto const unique = "[[unique]]\ntable = \"posts\"\ncolumns = [\"author\"]\nwhere = \"views > 0\"\n";
    EXPECT_TRUE(holds(refused(later + std::string(unique) + post_value("views")), "it is a part of a key"));
}

TEST_F(Compute, RefusesWhatThePolicyForAUniqueKeySets)
{
    auto const policy =
        "[table.posts]\non_conflict = [{ unique = [\"slug\"], policy = \"set\", set = { slug = \"NULL\", "
        "views = \"0\" } }]\n";
    EXPECT_TRUE(holds(refused(later + std::string(policy) + post_value("views")),
                      "the plan computes column \"views\" from the merged rows"));
}

TEST_F(Compute, RefusesWhatThePolicyForAUniqueKeyDecidesBy)
{
    auto const policy =
        "[table.posts]\non_conflict = [{ unique = [\"slug\"], policy = \"keep-newest\", column = \"views\" }]\n";
    EXPECT_TRUE(holds(refused(later + std::string(policy) + post_value("views")),
                      "`column` of `on_conflict` says what it holds"));
}

TEST_F(Compute, RefusesWhatTheSetOfASourceFills)
{
    auto with_set = given(later + value("fans", count));
    with_set.of_lists = "set = { \"users.fans\" = \"3\" }\n";
    EXPECT_TRUE(holds(refused(with_set), "`set` of source \"lists\" says what it holds; remove one of the two"));
}

TEST_F(Compute, RefusesAPrivilege)
{
    auto with_privilege = given(later + value("fans", count));
    with_privilege.users += "privileges = [\"fans\"]\n";
    EXPECT_TRUE(holds(refused(with_privilege), "`privileges` says what it holds; remove `value`, or leave the column "
                                               "out of `privileges = [...]` in [users]"));
}

TEST_F(Compute, RefusesSurvivorshipOfTheColumn)
{
    auto with_sum = given(later + value("followers", count));
    with_sum.users += "survivorship = { followers = \"sum\" }\n";
    EXPECT_TRUE(
        holds(refused(with_sum), "`survivorship`: `value` says what \"users.followers\" holds; remove one of the two"));
}

TEST_F(Compute, RefusesSurvivorshipByTheColumn)
{
    auto by_fans = given(later + value("fans", count));
    by_fans.users += "survivorship = { followers = \"newest(fans)\" }\n";
    EXPECT_TRUE(holds(refused(by_fans), "newest(fans): \"users.fans\" has a `value`"));
}

TEST_F(Compute, RefusesAColumnThatDoesNotExist)
{
    EXPECT_TRUE(holds(refused(later + value("fan", "1")), "the target has no such column"));
}

} // namespace
} // namespace tributary::computed
