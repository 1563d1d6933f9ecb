#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/trial/refused_rows.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::trial {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

constexpr auto users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";

/// Posts of lists, and a target that requires this of its posts.
Given given(std::string const &rows, std::string const &of_target, std::string const &of_sources = {})
{
    auto const tables =
        std::string(users) + "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, n INTEGER" + of_sources + ");";
    return {.prose = tables,
            .lists = tables + rows,
            .target = std::string(users) + "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, n INTEGER" +
                      of_target + ");",
            .head = "[ids]\nheadroom = 100\n"};
}

/// `constraint: rows`, of each constraint that rows of the decided run do not meet.
Rows found_now(StagedRun const &run)
{
    Rows result;
    for (auto const &one : find_refused_rows(run.job, run.staging, run.sources, run.shape.schema, run.mapping)) {
        auto &line = result.emplace_back();
        line.emplace_back(one.constraint);
        for (auto const &row : one.rows) {
            line.emplace_back(
                staging::row_in_words(run.staging, *one.table, one.table->sources.at(row.source), row.row));
        }
    }
    return result;
}

Rows found(StagedRun &run)
{
    run.decide_ids();
    return found_now(run);
}

TEST(RefusedRows, AreAllThatOnlyTheTargetAsksMoreOf)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1), (5, '', 1), (7, '', 2)", ", CHECK (length(title) > 0)"));
    EXPECT_EQ(found(run), (Rows{{"posts.check_title", "lists/posts#5", "lists/posts#7"}}));
}

TEST(RefusedRows, DoNotHoldNullWhereTheCheckSaysNothing)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, NULL, 1)", ", CHECK (length(title) > 0)"));
    EXPECT_EQ(found(run), Rows());
}

TEST(RefusedRows, DoNotOpenTheTargetWhereTheSourceVouches)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1)", ", CHECK (n < 50)", ", CHECK (n < 50)"));
    run.plan.target.url = "sqlite:not/there.db";
    EXPECT_EQ(found(run), Rows());
}

TEST(RefusedRows, HoldAnIdThatIsShiftedThoughTheSourceVouches)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1)", ", CHECK (id < 50)", ", CHECK (id < 50)"));
    EXPECT_EQ(found(run), (Rows{{"posts.check_id", "lists/posts#3"}}));
}

TEST(RefusedRows, DoNotHoldARowThatIsLeftOut)
{
    auto with_where = given("INSERT INTO posts VALUES (5, '', 1)", ", CHECK (length(title) > 0)");
    with_where.plan = "[table.posts]\nwhere = \"title <> ''\"\n";
    StagedRun run(with_where);
    EXPECT_EQ(found(run), Rows());
}

TEST(RefusedRows, HoldANewNameThatTheTargetDoesNotTake)
{
    constexpr auto short_names = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT CHECK (length(name) < 5));";
    StagedRun run(
        {.prose = short_names, .lists = std::string(short_names) + "INSERT INTO users VALUES (1, 'ann'), (2, 'bob')"});
    run.decide_ids();
    staging::DecisionWriter(run.staging).rename(run.source("users", 1).table_id, 2, "bobtmp", "", "");
    EXPECT_EQ(found_now(run), (Rows{{"users.check_name", "lists/users#2"}}));
}

TEST(RefusedRows, DoNotOpenTheTargetWhereItHasNoChecks)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1)", ""));
    run.plan.target.url = "sqlite:not/there.db";
    EXPECT_EQ(found(run), Rows());
}

TEST(RefusedRows, HoldAValueThatAPolicyGave)
{
    StagedRun run(
        given("INSERT INTO posts VALUES (3, 'x', 1)", ", CHECK (length(title) < 3)", ", CHECK (length(title) < 3)"));
    run.decide_ids();
    staging::DecisionWriter(run.staging)
        .assign(run.source("posts", 1).table_id, 1, "3", "title", model::Cell::of(std::string_view("xtmp")),
                model::Cell::of(std::string_view("x")), "suffix");
    EXPECT_EQ(found_now(run), (Rows{{"posts.check_title", "lists/posts#3"}}));
}

TEST(RefusedRows, DoNotHoldARowThatIsFolded)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1), (5, '', 1)", ", CHECK (length(title) > 0)"));
    run.decide_ids();
    auto const table = run.source("posts", 1).table_id;
    staging::DecisionWriter(run.staging).fold(table, 2, table, 1, "", "");
    EXPECT_EQ(found_now(run), Rows());
}

TEST(RefusedRows, HoldAComputedValueThoughTheSourceVouches)
{
    auto computed =
        given("INSERT INTO posts VALUES (3, 'x', 1)", ", CHECK (length(title) < 3)", ", CHECK (length(title) < 3)");
    computed.of_lists = "set = { \"posts.title\" = \"title || 'yz'\" }";
    StagedRun run(computed);
    EXPECT_EQ(found(run), (Rows{{"posts.check_title", "lists/posts#3"}}));
}

TEST(RefusedRows, AreThoseWithoutAValueThatTheTargetDemands)
{
    auto const tables = std::string(users) + "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);";
    StagedRun run({.prose = tables + "INSERT INTO posts VALUES (1, NULL)",
                   .lists = tables + "INSERT INTO posts VALUES (3, NULL), (5, 'x')",
                   .target = std::string(users) + "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NULL);"});
    EXPECT_EQ(found(run), (Rows{{"posts.title NOT NULL", "prose/posts#1", "lists/posts#3"}}));
}

} // namespace
} // namespace tributary::trial
