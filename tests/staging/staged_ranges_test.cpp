#include "merge/staging/id_ranges.hpp"
#include "tests/testing/merging.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <optional>

namespace tributary::staging {
namespace {

/// prose has the ids 1 to 5 and keeps them; lists has the ids 3 to 4, shifted by 100.
class IdRanges : public ::testing::Test, protected testing::Merging {
protected:
    IdRanges()
    {
        write_id_range(staging, 0, id, {0, 1, 5, 50});
        write_id_range(staging, 1, id, {100, 103, 104, 50});
    }

    model::KeyColumn const id{"users", "id"};
    model::KeyColumn const other{"users", "number"};
};

TEST_F(IdRanges, EndBehindTheirHeadroom) { EXPECT_EQ(end_of_range(staging, id, 1), 154); }

TEST_F(IdRanges, EndNowhereWhereThereIsNone)
{
    EXPECT_EQ(end_of_range(staging, other, 1), std::numeric_limits<std::int64_t>::max());
}

TEST_F(IdRanges, BeginWithTheLeastOfAllSources) { EXPECT_EQ(lowest_id(staging, id), 1); }

TEST_F(IdRanges, BeginWithOneWhereThereIsNone) { EXPECT_EQ(lowest_id(staging, other), 1); }

TEST_F(IdRanges, EndTogetherBehindTheLast) { EXPECT_EQ(end_of_used_ranges(staging, id), 154); }

TEST_F(IdRanges, DoNotEndTogetherWhereNoIdIsInUse)
{
    write_id_range(staging, 0, other, {0, 1, 0, 50});
    EXPECT_EQ(end_of_used_ranges(staging, other), std::nullopt);
}

TEST_F(IdRanges, AreShiftedByTheirOffset) { EXPECT_EQ(id_offsets(staging).at({id, 1}), 100); }

} // namespace
} // namespace tributary::staging
