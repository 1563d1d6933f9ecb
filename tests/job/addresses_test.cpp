#include "merge/job/addresses.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::job {
namespace {

using Names = std::vector<std::string>;

/// Prose in PostgreSQL, lists in SQLite, and the target in PostgreSQL.
plan::Plan plan()
{
    plan::Plan result;
    result.file = "/srv/pico.toml";
    result.sources.resize(2);
    result.sources[0].name = "prose";
    result.sources[0].url = "postgresql://db/prose";
    result.sources[0].schemas = {"prose_v2"};
    result.sources[1].name = "lists";
    result.sources[1].url = "sqlite:lists.db";
    result.target.url = "postgresql://db/pico";
    return result;
}

TEST(SourceAddress, HasTheNameOfTheSource)
{
    auto const pico = plan();
    EXPECT_EQ(source_address(pico, pico.sources[1]).what, "source \"lists\"");
}

TEST(SourceAddress, StartsInTheFolderOfThePlan)
{
    auto const pico = plan();
    EXPECT_EQ(source_address(pico, pico.sources[1]).directory, "/srv");
}

TEST(SourceAddress, StartsInTheCurrentFolderWhereThePlanIsThere)
{
    auto pico = plan();
    pico.file = "pico.toml";
    EXPECT_EQ(source_address(pico, pico.sources[1]).directory, std::filesystem::current_path());
}

TEST(SourceAddress, HasTheSchemasOfTheSource)
{
    auto const pico = plan();
    EXPECT_EQ(source_address(pico, pico.sources[0]).schemas, (Names{"prose_v2"}));
}

TEST(TargetAddress, HasTheSchemasOfThePlan)
{
    auto pico = plan();
    pico.target.schemas = {"pico"};
    EXPECT_EQ(target_address(pico).schemas, (Names{"pico"}));
}

TEST(TargetAddress, HasTheSchemasOfTheSourceThatItIsMadeFrom)
{
    auto pico = plan();
    pico.sources.push_back(pico.sources[0]);
    pico.sources[2].name = "pastes";
    pico.sources[2].schemas = {"pastes_v1"};
    pico.target.create = "pastes";
    EXPECT_EQ(target_address(pico).schemas, (Names{"pastes_v1"}));
}

TEST(TargetAddress, HasTheSchemasOfTheFirstPostgresSource)
{
    auto pico = plan();
    std::swap(pico.sources[0], pico.sources[1]);
    EXPECT_EQ(target_address(pico).schemas, (Names{"prose_v2"}));
}

TEST(TargetAddress, HasPublicWhereNoSourceHasSchemas)
{
    auto pico = plan();
    pico.sources.erase(pico.sources.begin());
    EXPECT_EQ(target_address(pico).schemas, (Names{"public"}));
}

TEST(TargetAddress, IsNamedTarget)
{
    EXPECT_EQ(target_address(plan()).what, "target");
    EXPECT_EQ(target_address(plan()).url, "postgresql://db/pico");
}

} // namespace
} // namespace tributary::job
