#include "merge/mapping/map_sources.hpp"
#include "tests/testing/staged_run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::mapping {
namespace {

using testing::Given;
using testing::Rows;
using testing::StagedRun;

/// The posts of lists are called articles, their titles heads; `ref` refers to a user where its kind says so.
Given renamed()
{
    return {.prose = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                     "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT, ref INTEGER);"
                     "INSERT INTO users VALUES (1, 'ann')",
            .lists = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);"
                     "CREATE TABLE articles (id INTEGER PRIMARY KEY, head TEXT, ref INTEGER);"
                     "INSERT INTO articles VALUES (1, 'x', 1), (2, 'y', 1)",
            .plan = "[table.posts]\nfrom = { lists = \"articles\" }\nwhere = \"title = 'x'\"\n"
                    "[table.posts.column.title]\nfrom = { lists = \"head\" }\n"
                    "[[reference]]\ncolumn = \"posts.ref\"\nto = \"users.id\"\nwhen = \"title = 'y'\"\n",
            .head = "[ids]\nheadroom = 100\n"};
}

TEST(StagedSources, AreCalledAsThePlanCallsThem)
{
    StagedRun run(renamed());
    auto const sources = staged_sources(run.plan, run.staging);
    EXPECT_EQ(sources.at(1).tables.at(0).label, "posts");
    EXPECT_NE(model::find_column(*model::find_table(sources[1].schema, "posts"), "title"), nullptr);
}

TEST(StagedSources, KeepTheNameThatTheyHaveInTheFile)
{
    StagedRun run(renamed());
    EXPECT_EQ(staged_sources(run.plan, run.staging).at(1).tables.at(0).staged, "lists.articles");
}

TEST(StagedSources, AreThoseOfTheSnapshotOrNone)
{
    StagedRun run(renamed());
    run.plan.sources[1].name = "pastes";
    EXPECT_EQ(run.refused([&] { staged_sources(run.plan, run.staging); }),
              "5 pico.staging.sqlite: the plan's sources are not those of the snapshot");
}

TEST(StagedSources, AreInTheOrderOfTheSnapshotOrNone)
{
    StagedRun run(renamed());
    std::swap(run.plan.sources[0], run.plan.sources[1]);
    EXPECT_EQ(run.refused([&] { staged_sources(run.plan, run.staging); }),
              "5 pico.staging.sqlite: the plan's sources are not those of the snapshot");
}

TEST(StagedSources, AreAllOfTheSnapshotOrNone)
{
    StagedRun run(renamed());
    run.plan.sources.pop_back();
    EXPECT_EQ(run.refused([&] { staged_sources(run.plan, run.staging); }),
              "5 pico.staging.sqlite: the plan's sources are not those of the snapshot");
}

TEST(MapSources, LetsAConditionSpeakOfAColumnByTheNameOfThePlan)
{
    StagedRun run(renamed());
    EXPECT_EQ(
        run.query("SELECT \"#\" FROM \"lists.articles\" AS posts WHERE " + run.source("posts", 1).left_out_unless),
        (Rows{{"1"}}));
}

TEST(MapSources, LetsTheConditionOfAReferenceSpeakOfAColumnByTheNameOfThePlan)
{
    StagedRun run(renamed());
    EXPECT_EQ(run.query("SELECT \"#\" FROM \"lists.articles\" AS posts WHERE " +
                        run.column("posts", 1, "ref").declared.at(0).when),
              (Rows{{"2"}}));
}

TEST(MapSources, HasOffsetsOfZero)
{
    StagedRun run(renamed());
    run.decide_ids();
    auto const again = map_sources(run.plan, run.sources, run.shape.schema);
    EXPECT_EQ(model::find_table(again, "users")->sources.at(1).columns.at(0).offset, 0);
}

TEST(ReadOffsets, SetsThemAsTheyWereDecided)
{
    StagedRun run(renamed());
    run.decide_ids();
    auto again = map_sources(run.plan, run.sources, run.shape.schema);
    read_offsets(run.staging, again);
    EXPECT_EQ(model::find_table(again, "users")->sources.at(1).columns.at(0).offset, 101);
}

TEST(ReadOffsets, SetsThoseOfDeclaredReferencesToo)
{
    StagedRun run(renamed());
    run.decide_ids();
    auto again = map_sources(run.plan, run.sources, run.shape.schema);
    read_offsets(run.staging, again);
    EXPECT_EQ(model::find_table(again, "posts")->sources.at(1).columns.at(2).declared.at(0).offset, 101);
}

} // namespace
} // namespace tributary::mapping
