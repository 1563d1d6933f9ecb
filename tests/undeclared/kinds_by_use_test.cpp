#include "merge/undeclared/kinds_by_use.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

model::KeyColumn const users{"users", "id"};
model::KeyColumn const keys{"keys", "id"};
model::KeyColumn const songs{"songs", "id"};

/// 20 users, 20 keys, and 40 songs.
Tally::Of kind(std::size_t distinct, std::size_t of_users, std::set<model::KeyColumn> used_up)
{
    Tally::Of of;
    of.values = 60;
    of.distinct = distinct;
    of.tables = {{users, of_users}, {songs, distinct}};
    for (auto const &table : used_up) {
        of.tables[table] = distinct;
    }
    of.used_up = std::move(used_up);
    return of;
}

Counts in_sources(std::size_t number, std::map<std::string, Tally::Of> const &kinds)
{
    static Suspect const suspect;
    Tally tally;
    tally.values = 60 * static_cast<std::int64_t>(kinds.size());
    tally.kinds = kinds;
    tally.sizes = {{users, 20}, {keys, 20}, {songs, 40}};
    return {number, {&suspect, tally}};
}

TEST(KindsByUse, MeanTheTablesThatTheyUseUp)
{
    auto const found = kinds_by_use(in_sources(2, {{"0", kind(20, 20, {users})}, {"1", kind(38, 19, {songs})}}), users);
    EXPECT_EQ(found.tables.at("0"), users);
    EXPECT_EQ(found.tables.at("1"), songs);
    EXPECT_TRUE(found.rivals.empty());
}

TEST(KindsByUse, NameTheRivalsOfOneSize)
{
    auto const found =
        kinds_by_use(in_sources(2, {{"0", kind(20, 20, {keys, users})}, {"1", kind(38, 19, {songs})}}), users);
    EXPECT_EQ(found.tables.at("0"), users);
    ASSERT_EQ(found.rivals.size(), 1U);
    EXPECT_EQ(found.rivals[0].second, keys);
}

TEST(KindsByUse, MayBeAnAccidentInOneSource)
{
    auto const found = kinds_by_use(in_sources(1, {{"0", kind(20, 20, {users})}, {"1", kind(38, 19, {songs})}}), users);
    EXPECT_TRUE(found.tables.empty());
}

TEST(KindsByUse, MeanNothingIfOneTableMayHaveThemAll)
{
    auto const found =
        kinds_by_use(in_sources(2, {{"0", kind(20, 20, {users, songs})}, {"1", kind(38, 19, {songs})}}), users);
    EXPECT_TRUE(found.tables.empty());
}

TEST(KindsByUse, MeanNothingIfTheNumbersMayBeDrawnFromOneTable)
{
    auto const found = kinds_by_use(in_sources(2, {{"0", kind(20, 20, {users})}, {"1", kind(20, 20, {songs})}}), users);
    EXPECT_TRUE(found.tables.empty());
}

TEST(KindsByUse, LeaveNoMoreThanATenthUnexplained)
{
    auto const found = kinds_by_use(
        in_sources(2, {{"0", kind(20, 20, {users})}, {"1", kind(38, 19, {songs})}, {"2", kind(2, 2, {})}}), users);
    EXPECT_TRUE(found.tables.empty());
}

} // namespace
} // namespace tributary::undeclared
