#include "merge/schema_diff/lost_checks.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::schema_diff {
namespace {

using testing::integer_column;
using testing::table;

std::vector<LostCheck> lost(model::Table const &own, model::Table const &there)
{
    static model::Mapping mapping; // what is found points into it
    mapping.clear();
    model::MappedSource source;
    source.source_name = "prose";
    source.table = &own;
    mapping.push_back({there, {source}, "", {}});
    return lost_checks(mapping);
}

model::Table posts(std::vector<model::Check> checks)
{
    auto result = table("posts", {integer_column("size")});
    result.checks = std::move(checks);
    return result;
}

TEST(LostChecks, AreThoseThatTheTargetLacks)
{
    auto const all = lost(posts({{"positive", "CHECK ((size > 0))"}}), posts({}));
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].name, "posts.positive");
    EXPECT_EQ(all[0].condition, "((size > 0))");
}

TEST(LostChecks, AreCalledAfterTheirColumnsWhereTheyHaveNoName)
{
    auto const all = lost(posts({{"", "CHECK (size > 0)"}}), posts({}));
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].name, "posts.check_size");
}

TEST(LostChecks, AreNotThoseThatTheTargetHas)
{
    EXPECT_TRUE(lost(posts({{"a", "CHECK ((size > 0))"}}), posts({{"b", "CHECK ((size>0))"}})).empty());
}

TEST(LostChecks, OfOneNameDifferInANumber)
{
    auto const all = lost(posts({{"", "CHECK (size > 0)"}, {"", "CHECK (size < 9)"}}), posts({}));
    ASSERT_EQ(all.size(), 2);
    EXPECT_EQ(all[1].name, "posts.check_size_2");
}

TEST(LostChecks, AreThoseOfADomainOverTheColumn)
{
    auto own = posts({});
    own.columns[0].conditions = {{"positive", "CHECK ((VALUE > 0))"}};
    auto const all = lost(own, posts({}));
    ASSERT_EQ(all.size(), 1);
    EXPECT_EQ(all[0].condition, "((\"size\" > 0))");
}

TEST(LostChecks, AreWhatAColumnIsGeneratedFromWhereTheTargetGeneratesItOtherwise)
{
    auto own = posts({});
    own.columns[0].generated = true;
    own.columns[0].generated_as = "1";
    auto there = own;
    there.columns[0].generated_as = "2";
    auto const all = lost(own, there);
    ASSERT_EQ(all.size(), 1);
    EXPECT_TRUE(all[0].computes);
}

} // namespace
} // namespace tributary::schema_diff
