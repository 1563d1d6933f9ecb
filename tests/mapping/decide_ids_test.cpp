#include "merge/mapping/decide_ids.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::mapping {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

Given given(std::string const &rows_of_lists, std::string const &rows_of_prose = "")
{
    constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                            "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INT REFERENCES users);";
    return {.prose = tables + rows_of_prose, .lists = tables + rows_of_lists, .head = "[ids]\nheadroom = 100\n"};
}

Rows ranges_of_users(StagedRun const &run)
{
    return run.query("SELECT source, \"offset\", first, last, headroom FROM id_range WHERE label = 'users' ORDER BY 1");
}

TEST(DecideIds, WritesARangeForEachSource)
{
    StagedRun run(given("INSERT INTO users VALUES (3, 'bob')", "INSERT INTO users VALUES (7, 'ann')"));
    run.decide_ids();
    EXPECT_EQ(ranges_of_users(run), (Rows{{"0", "0", "7", "7", "100"}, {"1", "107", "110", "110", "100"}}));
}

TEST(DecideIds, WritesARangeForASourceWithoutRows)
{
    StagedRun run(given("INSERT INTO users VALUES (3, 'bob')"));
    run.decide_ids();
    EXPECT_EQ(ranges_of_users(run), (Rows{{"0", "0", "1", "0", "100"}, {"1", "100", "103", "103", "100"}}));
}

TEST(DecideIds, WritesARangeForIdsOfZeroAndLess)
{
    StagedRun run(given("INSERT INTO users VALUES (-5, 'bob'), (0, 'eve')", "INSERT INTO users VALUES (7, 'ann')"));
    run.decide_ids();
    EXPECT_GT(std::stoll(ranges_of_users(run).at(1).at(2).value()), 7);
}

TEST(DecideIds, SetsTheOffsetOfTheColumnAndOfWhatRefersToIt)
{
    StagedRun run(given("INSERT INTO users VALUES (3, 'bob')", "INSERT INTO users VALUES (7, 'ann')"));
    run.decide_ids();
    EXPECT_EQ(run.column("users", 1, "id").offset, 107);
    EXPECT_EQ(run.column("posts", 1, "user_id").offset, 107);
}

TEST(DecideIds, WritesNoRangeForAColumnThatRefers)
{
    StagedRun run(given(""));
    run.decide_ids();
    EXPECT_EQ(run.query("SELECT DISTINCT label, \"column\" FROM id_range ORDER BY 1"),
              (Rows{{"posts", "id"}, {"users", "id"}}));
}

TEST(DecideIds, TakesNullInAReferenceForNoId)
{
    StagedRun run(given("INSERT INTO posts VALUES (1, NULL)"));
    EXPECT_NO_THROW(run.decide_ids());
}

TEST(DecideIds, RefusesATextInAReferenceToAnInteger)
{
    StagedRun run(given("INSERT INTO posts VALUES (1, 'bob''s')"));
    EXPECT_EQ(run.refused([&] { run.decide_ids(); }),
              "65 source \"lists\": column \"posts.user_id\" is an integer id, but holds 'bob''s'");
}

TEST(DecideIds, RefusesAFractionInAReferenceToAnInteger)
{
    StagedRun run(given("INSERT INTO posts VALUES (1, 1), (2, 1.5)"));
    EXPECT_EQ(run.refused([&] { run.decide_ids(); }),
              "65 source \"lists\": column \"posts.user_id\" is an integer id, but holds 1.5");
}

TEST(DecideIds, RefusesAnEmptyTextInAReferenceToAnInteger)
{
    StagedRun run(given("INSERT INTO posts VALUES (1, '')"));
    EXPECT_EQ(run.refused([&] { run.decide_ids(); }),
              "65 source \"lists\": column \"posts.user_id\" is an integer id, but holds ''");
}

TEST(DecideIds, TakesATextOfDigitsInAnIntegerColumnForItsNumber)
{
    StagedRun run(given("INSERT INTO users VALUES (3, 'bob'); INSERT INTO posts VALUES (1, '3')"));
    EXPECT_NO_THROW(run.decide_ids());
}

} // namespace
} // namespace tributary::mapping
