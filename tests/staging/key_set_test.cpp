#include "merge/staging/key_set.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <vector>

namespace tributary::staging {
namespace {

using testing::text;

class KeySets : public ::testing::Test, protected testing::Merging {
protected:
    std::vector<model::Cell> const ann{text("ann")};
    std::vector<model::Cell> const ben{text("ben")};
};

TEST_F(KeySets, HoldWhatWasAdded)
{
    KeySet set(staging);
    set.add(ann);
    EXPECT_TRUE(set.contains(ann));
}

TEST_F(KeySets, DoNotHoldWhatWasNotAdded)
{
    KeySet set(staging);
    set.add(ann);
    EXPECT_FALSE(set.contains(ben));
}

TEST_F(KeySets, KeepTheirKeysWhenAnotherIsMade)
{
    KeySet first(staging);
    first.add(ann);
    KeySet const second(staging);
    EXPECT_TRUE(first.contains(ann));
}

TEST_F(KeySets, DoNotShareTheirKeys)
{
    KeySet first(staging);
    first.add(ann);
    KeySet second(staging);
    EXPECT_FALSE(second.contains(ann));
}

TEST_F(KeySets, KeepTheirKeysWhenAnOlderOneIsDroppedAndANewOneMade)
{
    std::optional<KeySet> oldest(std::in_place, staging);
    KeySet second(staging);
    second.add(ann);
    oldest.reset();
    KeySet const third(staging);
    EXPECT_TRUE(second.contains(ann));
}

TEST_F(KeySets, TakeTheirTablesWithThem)
{
    std::optional<KeySet> set(std::in_place, staging);
    set.reset();
    EXPECT_EQ(staging.database().integer("SELECT count(*) FROM temp.sqlite_schema"), 0);
}

TEST_F(KeySets, LeaveTheirTableToTheConnectionWhileRowsAreRead)
{
    std::optional<KeySet> set(std::in_place, staging);
    auto rows = staging.database().prepare("SELECT name FROM source ORDER BY id");
    ASSERT_TRUE(rows.step());
    set.reset();
    EXPECT_EQ(staging.database().integer("SELECT count(*) FROM temp.sqlite_schema"), 1);
}

TEST_F(KeySets, AreEmptyBesideOneThatCouldNotDropItsTable)
{
    std::optional<KeySet> set(std::in_place, staging);
    set->add(ann);
    auto rows = staging.database().prepare("SELECT name FROM source ORDER BY id");
    ASSERT_TRUE(rows.step());
    set.reset();
    KeySet next(staging);
    EXPECT_FALSE(next.contains(ann));
}

} // namespace
} // namespace tributary::staging
