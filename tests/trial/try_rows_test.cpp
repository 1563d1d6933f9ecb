#include "merge/staging/decisions.hpp"
#include "merge/staging/derived.hpp"
#include "merge/trial/try_rows.hpp"
#include "tests/testing/sqlite_file.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::trial {
namespace {

using testing::Given;
using testing::StagedRun;

/// Posts of lists, whose score the plan computes; the target takes scores from 0.
Given given(std::string const &of_lists)
{
    constexpr auto tables = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                            "CREATE TABLE posts (id INTEGER PRIMARY KEY, score INTEGER CHECK (score >= 0));"
                            "CREATE TABLE ranks (place INTEGER PRIMARY KEY CHECK (place < 10), post INTEGER);";
    return {.prose = tables,
            .lists = std::string(tables) + "INSERT INTO posts VALUES (4, 1), (6, 0), (8, 5)",
            .plan = "[table.ranks]\nload = false\n[derive.ranks]\nsql = \"SELECT 1 AS place\"\n",
            .of_lists = of_lists};
}

std::string refused(StagedRun &run, std::vector<staging::DerivedTable> const &derived = {})
{
    run.decide_ids();
    return run.refused([&] { try_rows(run.plan, run.staging, run.sources, run.mapping, derived); });
}

TEST(TryRows, NameTheRowWhoseValueTheTargetDoesNotTake)
{
    StagedRun run(given("set = { \"posts.score\" = \"score - 1\" }"));
    EXPECT_EQ(refused(run),
              "78 pico.toml:9:25: `set` for \"posts.score\": lists/posts#6: CHECK constraint failed: score "
              ">= 0");
}

TEST(TryRows, NameTheRowThoughValuesBeforeItComeOnceOnly)
{
    StagedRun run(given("set = { \"posts.score\" = \"CASE id WHEN 8 THEN -1 ELSE 3 END\" }"));
    EXPECT_EQ(refused(run),
              "78 pico.toml:9:25: `set` for \"posts.score\": lists/posts#8: CHECK constraint failed: score "
              ">= 0");
}

TEST(TryRows, TakeValuesThatTheTargetTakes)
{
    StagedRun run(given("set = { \"posts.score\" = \"score + 1\" }"));
    EXPECT_NO_THROW(try_rows(run.plan, run.staging, run.sources, run.mapping, {}));
}

TEST(TryRows, TakeNullWhereTheTargetDoes)
{
    StagedRun run(given("set = { \"posts.score\" = \"NULL\" }"));
    EXPECT_NO_THROW(try_rows(run.plan, run.staging, run.sources, run.mapping, {}));
}

TEST(TryRows, DoNotOpenTheTargetWhereNothingIsComputed)
{
    StagedRun run(given(""));
    run.plan.target.url = "sqlite:not/there.db";
    EXPECT_NO_THROW(try_rows(run.plan, run.staging, run.sources, run.mapping, {}));
}

TEST(TryRows, ShowTheDerivedRowThatTheTargetDoesNotTake)
{
    StagedRun run(given(""));
    auto const ranks = staging::write_derived(run.staging, "ranks", {"place", "post"},
                                              "SELECT 9 AS place, 1 AS post UNION ALL SELECT 10, NULL");
    EXPECT_EQ(refused(run, {ranks}), "78 pico.toml:20:1: [derive.ranks]: the target rejects the row (10, NULL): "
                                     "CHECK constraint failed: place < 10");
}

TEST(TryRows, TakeDerivedRowsThatTheTargetTakes)
{
    StagedRun run(given(""));
    auto const ranks = staging::write_derived(run.staging, "ranks", {"place"}, "SELECT 9 AS place");
    EXPECT_NO_THROW(try_rows(run.plan, run.staging, run.sources, run.mapping, {ranks}));
}

TEST(TryRows, RefuseDerivedRowsThatReferToWhatOnlyTheTargetLacks)
{
    constexpr auto users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";
    StagedRun run({.prose = users,
                   .lists = users,
                   .plan = "[derive.ranks]\nsql = \"SELECT 1 AS kind\"\n",
                   .target = std::string(users) + "CREATE TABLE kinds (id INTEGER PRIMARY KEY);"
                                                  "INSERT INTO kinds VALUES (1);"
                                                  "CREATE TABLE ranks (kind INTEGER REFERENCES kinds);"});
    auto const ranks = staging::write_derived(run.staging, "ranks", {"kind"},
                                              "SELECT 1 AS kind UNION ALL SELECT 2 UNION ALL SELECT NULL");
    EXPECT_EQ(refused(run, {ranks}),
              "78 pico.toml:17:1: [derive.ranks]: 1 row refers to rows of kinds that do not exist in the target");
}

TEST(TryRows, PassOverDerivedRowsThatAreAskedAbout)
{
    StagedRun run(given(""));
    auto const ranks = staging::write_derived(run.staging, "ranks", {"place"}, "SELECT 9 AS place UNION ALL SELECT 9");
    model::ConflictFact question;
    question.kind = "unique";
    question.table = "ranks";
    staging::DecisionWriter(run.staging).conflict(question);
    EXPECT_NO_THROW(try_rows(run.plan, run.staging, run.sources, run.mapping, {ranks}));
}

TEST(TryRows, RefuseDerivedRowsThatShareAKeyInTheTarget)
{
    StagedRun run(given(""));
    auto const ranks = staging::write_derived(run.staging, "ranks", {"place"}, "SELECT 9 AS place UNION ALL SELECT 9");
    EXPECT_EQ(refused(run, {ranks}), "78 pico.toml:20:1: [derive.ranks]: the target rejects the row (9): "
                                     "UNIQUE constraint failed: ranks.place");
}

} // namespace
} // namespace tributary::trial
