#include "merge/proof/prepared.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::proof {
namespace {

using testing::Given;
using testing::StagedRun;

Given given(std::string const &plan = {})
{
    constexpr auto users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";
    return {.prose = std::string(users) + "INSERT INTO users VALUES (1, 'ann')",
            .lists = std::string(users) + "CREATE TABLE counts (users INTEGER); INSERT INTO users VALUES (1, 'bob')",
            .plan = plan + "[table.counts]\nload = false\n",
            .head = "[ids]\nheadroom = 100\n"};
}

TEST(Prepare, RefusesARunThatIsNotResolved)
{
    StagedRun const run(given());
    EXPECT_TRUE(run.refused([&] { prepare(run.plan, run.staging); }).starts_with("5 ")) << "not resolved";
}

TEST(Prepare, KnowsTheOffsetsThatWereDecided)
{
    StagedRun const run(given(), StagedRun::After::resolve);
    auto const prepared = prepare(run.plan, run.staging);
    EXPECT_EQ(model::users_of(prepared.mapping).sources.at(1).columns.at(0).offset, 101);
}

TEST(Prepare, KnowsTheTablesThatRowsGoInto)
{
    StagedRun const run(given(), StagedRun::After::resolve);
    auto const tables = prepare(run.plan, run.staging).tables();
    ASSERT_EQ(tables.size(), 1U);
    EXPECT_EQ(tables[0].label, "users");
}

TEST(Prepare, RefusesAPlanThatHasChangedSince)
{
    StagedRun run(given(), StagedRun::After::resolve);
    run.plan.text += "\n";
    EXPECT_TRUE(run.refused([&] { prepare(run.plan, run.staging); }).starts_with("5 ")) << "the plan has changed";
}

TEST(Prepare, RefusesDecisionsThatResolveDidNotWrite)
{
    StagedRun const run(given(), StagedRun::After::resolve);
    run.staging.database().execute("UPDATE id_range SET \"offset\" = 7 WHERE source = 1");
    EXPECT_EQ(run.refused([&] { prepare(run.plan, run.staging); }),
              "5 pico.staging.sqlite: its decisions were changed after resolve; the target was not changed");
}

TEST(Prepare, RefusesWhatIsUndecided)
{
    StagedRun const run({.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                                  "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users);"
                                  "INSERT INTO posts VALUES (1, 9)",
                         .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)"},
                        StagedRun::After::resolve);
    EXPECT_EQ(run.refused([&] { prepare(run.plan, run.staging); }),
              "1 pico: 1 question is open; the target was not changed");
}

} // namespace
} // namespace tributary::proof
