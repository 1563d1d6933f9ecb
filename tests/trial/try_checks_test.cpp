#include "merge/staging/decisions.hpp"
#include "merge/trial/try_checks.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::trial {
namespace {

using testing::Given;
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

std::string refused(StagedRun &run)
{
    run.decide_ids();
    return run.refused([&] { try_checks(run.plan, run.staging, run.sources, run.mapping); });
}

void accept(StagedRun &run)
{
    run.decide_ids();
    try_checks(run.plan, run.staging, run.sources, run.mapping);
}

TEST(TryChecks, RefuseARowOfWhichOnlyTheTargetAsksMore)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1), (5, '', 1)", ", CHECK (length(title) > 0)"));
    EXPECT_EQ(refused(run), "65 lists/posts#5: CHECK constraint failed: length(title) > 0");
}

TEST(TryChecks, TakeNullWhereTheCheckSaysNothing)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, NULL, 1)", ", CHECK (length(title) > 0)"));
    EXPECT_NO_THROW(accept(run));
}

TEST(TryChecks, DoNotOpenTheTargetWhereTheSourceVouches)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1)", ", CHECK (n < 50)", ", CHECK (n < 50)"));
    run.plan.target.url = "sqlite:not/there.db";
    EXPECT_NO_THROW(accept(run));
}

TEST(TryChecks, RefuseAnIdThatIsShiftedThoughTheSourceVouches)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1)", ", CHECK (id < 50)", ", CHECK (id < 50)"));
    EXPECT_EQ(refused(run), "65 lists/posts#3: CHECK constraint failed: id < 50");
}

TEST(TryChecks, LookAtNoRowThatIsLeftOut)
{
    auto with_where = given("INSERT INTO posts VALUES (5, '', 1)", ", CHECK (length(title) > 0)");
    with_where.plan = "[table.posts]\nwhere = \"title <> ''\"\n";
    StagedRun run(with_where);
    EXPECT_NO_THROW(accept(run));
}

TEST(TryChecks, RefuseANewNameThatTheTargetDoesNotTake)
{
    constexpr auto short_names = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT CHECK (length(name) < 5));";
    StagedRun run(
        {.prose = short_names, .lists = std::string(short_names) + "INSERT INTO users VALUES (1, 'ann'), (2, 'bob')"});
    run.decide_ids();
    staging::DecisionWriter(run.staging).rename(run.source("users", 1).table_id, 2, "bobtmp", "", "");
    EXPECT_EQ(run.refused([&] { try_checks(run.plan, run.staging, run.sources, run.mapping); }),
              "65 lists/users#2: CHECK constraint failed: length(name) < 5");
}

TEST(TryChecks, DoNotOpenTheTargetWhereItHasNoChecks)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1)", ""));
    run.plan.target.url = "sqlite:not/there.db";
    EXPECT_NO_THROW(accept(run));
}

TEST(TryChecks, RefuseAValueThatAPolicyGave)
{
    StagedRun run(
        given("INSERT INTO posts VALUES (3, 'x', 1)", ", CHECK (length(title) < 3)", ", CHECK (length(title) < 3)"));
    run.decide_ids();
    staging::DecisionWriter(run.staging)
        .assign(run.source("posts", 1).table_id, 1, "3", "title", model::Cell::of(std::string_view("xtmp")),
                model::Cell::of(std::string_view("x")), "suffix");
    EXPECT_EQ(run.refused([&] { try_checks(run.plan, run.staging, run.sources, run.mapping); }),
              "65 lists/posts#3: CHECK constraint failed: length(title) < 3");
}

TEST(TryChecks, LookAtNoRowThatIsFolded)
{
    StagedRun run(given("INSERT INTO posts VALUES (3, 'x', 1), (5, '', 1)", ", CHECK (length(title) > 0)"));
    run.decide_ids();
    auto const table = run.source("posts", 1).table_id;
    staging::DecisionWriter(run.staging).fold(table, 2, table, 1, "", "");
    EXPECT_NO_THROW(try_checks(run.plan, run.staging, run.sources, run.mapping));
}

TEST(TryChecks, RefuseAComputedValueThoughTheSourceVouches)
{
    auto computed =
        given("INSERT INTO posts VALUES (3, 'x', 1)", ", CHECK (length(title) < 3)", ", CHECK (length(title) < 3)");
    computed.of_lists = "set = { \"posts.title\" = \"title || 'yz'\" }";
    StagedRun run(computed);
    EXPECT_EQ(refused(run), "65 lists/posts#3: CHECK constraint failed: length(title) < 3");
}

} // namespace
} // namespace tributary::trial
