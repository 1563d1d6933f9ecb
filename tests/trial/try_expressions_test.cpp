#include "merge/trial/try_expressions.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::trial {
namespace {

using testing::Given;
using testing::StagedRun;

/// A post whose title is NULL in lists, and the plan's `set` for its source.
Given given(std::string const &of_lists, std::string const &plan = {})
{
    constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                            "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, slug TEXT NOT NULL);";
    return {.prose = tables,
            .lists = std::string(tables) + "INSERT INTO posts VALUES (1, NULL, 'x'), (2, 'y', 'y')",
            .plan = plan,
            .of_lists = of_lists};
}

std::string refused(Given const &given)
{
    StagedRun const run(given);
    return run.refused([&] { try_expressions(run.plan, run.staging, run.sources, run.mapping); });
}

void accept(Given const &given)
{
    StagedRun const run(given);
    try_expressions(run.plan, run.staging, run.sources, run.mapping);
}

TEST(TryExpressions, TakeAnExpressionOverTheRow)
{
    EXPECT_NO_THROW(accept(given("set = { \"posts.slug\" = \"slug || '-' || id\" }")));
}

TEST(TryExpressions, TakeAnExpressionThatEndsInAComment)
{
    EXPECT_NO_THROW(accept(given("set = { \"posts.slug\" = \"slug -- as it is\" }")));
}

TEST(TryExpressions, RefuseAColumnThatIsNotThere)
{
    EXPECT_EQ(refused(given("set = { \"posts.slug\" = \"slugg\" }")),
              "78 pico.toml:9:24: `set` for \"posts.slug\": no such column: slugg");
}

TEST(TryExpressions, RefuseTwoStatements)
{
    EXPECT_TRUE(refused(given("set = { \"posts.slug\" = \"1); DELETE FROM posts; SELECT (1\" }"))
                    .starts_with("78 pico.toml:9:24: `set` for \"posts.slug\": "));
}

TEST(TryExpressions, RefuseAnAggregate)
{
    EXPECT_EQ(refused(given("set = { \"posts.slug\" = \"count(*)\" }")),
              "78 pico.toml:9:24: `set` for \"posts.slug\": misuse of aggregate: count()");
}

TEST(TryExpressions, RefuseWhatIsAnotherValueEachTime)
{
    EXPECT_EQ(refused(given("set = { \"posts.slug\" = \"hex(randomblob(8))\" }")),
              "78 pico.toml:9:24: `set` for \"posts.slug\": randomblob gives a different value each time");
}

TEST(TryExpressions, RefuseNullWhereTheTargetDemandsAValue)
{
    EXPECT_EQ(refused(given("set = { \"posts.slug\" = \"title\" }")),
              "78 pico.toml:9:24: `set` for \"posts.slug\": it is "
              "NULL for 1 row, but the target requires a value");
}

TEST(TryExpressions, TakeNullWhereTheTargetDoes)
{
    EXPECT_NO_THROW(accept(given("set = { \"posts.title\" = \"NULL\" }")));
}

TEST(TryExpressions, RefuseAConditionOfATableThatIsNone)
{
    EXPECT_TRUE(refused(given("", "[table.posts]\nwhere = \"titel = 'y'\"\n"))
                    .starts_with("78 pico.toml:19:9: `where` in source \"prose\": "));
}

TEST(TryExpressions, RefuseAConditionOfAReferenceThatIsNone)
{
    EXPECT_TRUE(
        refused(given("", "[[reference]]\ncolumn = \"posts.title\"\nto = \"users.name\"\nwhen = \"kind = 1\"\n"))
            .starts_with("78 pico.toml:18:1: `when` in source \"prose\": "));
}

TEST(TryExpressions, RefuseTheCurrentTime)
{
    EXPECT_EQ(refused(given("set = { \"posts.slug\" = \"CURRENT_TIMESTAMP\" }")),
              "78 pico.toml:9:24: `set` for \"posts.slug\": current_timestamp gives a different value each time");
}

TEST(TryExpressions, AcceptALiteralMoment)
{
    EXPECT_NO_THROW(accept(given("set = { \"posts.slug\" = \"datetime('2020-01-01', '+1 day')\" }")));
}

TEST(TryExpressions, RefuseAnExpressionThatFailsForARow)
{
    EXPECT_EQ(refused(given("set = { \"posts.title\" = \"json(slug)\" }")),
              "78 pico.toml:9:25: `set` for \"posts.title\": malformed JSON");
}

TEST(TryExpressions, RefuseNullInAPrimaryKey)
{
    constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                            "CREATE TABLE tags (slug TEXT PRIMARY KEY);";
    EXPECT_EQ(refused({.prose = tables,
                       .lists = std::string(tables) + "INSERT INTO tags VALUES ('x'), ('y')",
                       .of_lists = "set = { \"tags.slug\" = \"nullif(slug, 'x')\" }"}),
              "78 pico.toml:9:23: `set` for \"tags.slug\": it is NULL for 1 row, but the target requires a value");
}

TEST(TryExpressions, RunAConditionOnlyWhereTheSourceHasTheTable)
{
    auto lacking = given("", "[table.posts]\nwhere = \"title = 'y'\"\n");
    lacking.lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)";
    EXPECT_NO_THROW(accept(lacking));
}

} // namespace
} // namespace tributary::trial
