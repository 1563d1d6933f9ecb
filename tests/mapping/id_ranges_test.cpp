#include "merge/mapping/id_ranges.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace tributary::mapping {
namespace {

constexpr std::int64_t int_max = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t bigint_max = std::numeric_limits<std::int64_t>::max();

/// Ids from `least` to `greatest`, and no sequence.
IdUse ids(std::int64_t least, std::int64_t greatest) { return {least, greatest, std::nullopt}; }

IdUse counted(std::int64_t least, std::int64_t greatest, std::int64_t sequence) { return {least, greatest, sequence}; }

IdRange range(std::vector<IdUse> const &uses, std::optional<std::int64_t> headroom, std::int64_t limit,
              std::size_t source)
{
    return mapping::id_ranges(uses, headroom, limit).ranges.at(source);
}

TEST(IdRanges, AreNoneWithoutSources)
{
    auto const result = mapping::id_ranges({}, 10, int_max);
    EXPECT_TRUE(result.ranges.empty() && !result.no_room);
}

TEST(IdRanges, LeaveTheFirstSourceItsIds)
{
    auto const first = range({ids(7, 90), ids(1, 5)}, 10, int_max, 0);
    EXPECT_EQ(first.offset, 0);
    EXPECT_EQ(first.first, 7);
    EXPECT_EQ(first.last, 90);
}

TEST(IdRanges, BeginTheSecondSourceBehindTheFirstOnesHeadroom)
{
    auto const second = range({ids(1, 90), ids(1, 5)}, 10, int_max, 1);
    EXPECT_EQ(second.offset, 100);
    EXPECT_EQ(second.first, 101);
    EXPECT_EQ(second.last, 105);
}

TEST(IdRanges, BeginTheThirdSourceBehindTheSecondOnesHeadroom)
{
    auto const third = range({ids(1, 90), ids(1, 5), ids(1, 3)}, 10, int_max, 2);
    EXPECT_EQ(third.offset, 115);
    EXPECT_EQ(third.first, 116);
    EXPECT_EQ(third.last, 118);
}

TEST(IdRanges, KeepTheOffsetOfIdsThatBeginLate)
{
    auto const second = range({ids(1, 90), ids(1000, 1005)}, 10, int_max, 1);
    EXPECT_EQ(second.first, second.offset + 1000);
    EXPECT_EQ(second.last, second.offset + 1005);
}

TEST(IdRanges, EndAtTheSequencesLastValueWhereThatIsGreater)
{
    auto const second = range({counted(1, 90, 200), ids(1, 5)}, 10, int_max, 1);
    EXPECT_EQ(second.offset, 210);
}

TEST(IdRanges, EndAtTheHighestIdWhereThatIsGreater)
{
    auto const second = range({counted(1, 90, 20), ids(1, 5)}, 10, int_max, 1);
    EXPECT_EQ(second.offset, 100);
}

TEST(IdRanges, SayTheSequencesLastValueAsTheLastId)
{
    EXPECT_EQ(range({ids(1, 90), counted(1, 5, 8)}, 10, int_max, 1).last, 108);
}

TEST(IdRanges, FollowTheSequenceOfATableThatWasEmptied)
{
    auto const second = range({{std::nullopt, std::nullopt, 50}, ids(1, 5)}, 10, int_max, 1);
    EXPECT_EQ(second.offset, 60);
}

TEST(IdRanges, BeginBehindTheirEndWhereNoIdIsInUse)
{
    auto const second = range({ids(1, 90), {}}, 10, int_max, 1);
    EXPECT_EQ(second.first, second.last + 1);
}

TEST(IdRanges, BeginBehindTheSequencesEndWhereNoIdIsInUse)
{
    auto const second = range({ids(1, 90), {std::nullopt, std::nullopt, 50}}, 10, int_max, 1);
    EXPECT_EQ(second.last, 150);
    EXPECT_EQ(second.first, 151);
}

TEST(IdRanges, LeaveHeadroomBehindATableWithoutIds) { EXPECT_EQ(range({{}, ids(1, 5)}, 10, int_max, 1).offset, 10); }

TEST(IdRanges, KeepNegativeIdsOfALaterSourceAboveTheFirstOnesHeadroom)
{
    EXPECT_EQ(range({ids(1, 90), ids(-5, 5)}, 10, int_max, 1).first, 101);
}

TEST(IdRanges, KeepAnIdOfZeroOfALaterSourceAboveTheFirstOnesHeadroom)
{
    EXPECT_EQ(range({ids(1, 90), ids(0, 5)}, 10, int_max, 1).first, 101);
}

TEST(IdRanges, LeaveTheFirstSourceItsNegativeIds)
{
    auto const first = range({ids(-90, 90), ids(1, 5)}, 10, int_max, 0);
    EXPECT_EQ(first.offset, 0);
    EXPECT_EQ(first.first, -90);
}

TEST(IdRanges, TouchNobodyElseWithoutHeadroom)
{
    auto const second = range({ids(1, 90), ids(1, 5)}, 0, int_max, 1);
    EXPECT_EQ(second.first, 91);
}

TEST(IdRanges, SayTheHeadroomOfThePlan) { EXPECT_EQ(range({ids(1, 90), ids(1, 5)}, 10, int_max, 1).headroom, 10); }

TEST(IdRanges, LeaveAMillionWhereThePlanSaysNothing)
{
    EXPECT_EQ(range({ids(1, 90), ids(1, 5)}, std::nullopt, int_max, 1).offset, 1'000'090);
}

TEST(IdRanges, LeaveLessWhereThePlanSaysNothingAndThereIsLessRoom)
{
    auto const second = range({ids(1, 90), ids(1, 10)}, std::nullopt, 301, 1);
    EXPECT_EQ(second.headroom, 100);
    EXPECT_EQ(second.offset, 190);
}

TEST(IdRanges, LeaveNothingWhereThePlanSaysNothingAndThereIsNoRoomLeft)
{
    EXPECT_EQ(range({ids(1, 90), ids(1, 10)}, std::nullopt, 101, 1).headroom, 0);
}

TEST(IdRanges, FitTheLastHeadroomBelowTheLimit)
{
    EXPECT_FALSE(mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 100, 301).no_room);
}

TEST(IdRanges, HaveNoRoomWhereTheLastHeadroomReachesTheLimit)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 100, 300).no_room);
}

TEST(IdRanges, AreEmptyWhereThereIsNoRoom)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 100, 300).ranges.empty());
}

TEST(IdRanges, SayTheLargestHeadroomThatWouldFit)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 1000, 302);
    EXPECT_EQ(result.no_room.value().fitting_headroom, 100);
}

TEST(IdRanges, SayThatHeadroomOfZeroWouldFit)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 1, 101);
    EXPECT_EQ(result.no_room.value().fitting_headroom, 0);
}

TEST(IdRanges, SayThatNotEvenZeroWouldFit)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 0, 100);
    EXPECT_EQ(result.no_room.value().fitting_headroom, std::nullopt);
}

TEST(IdRanges, SayThatNotEvenZeroWouldFitWhereThePlanSaysNothing)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, std::nullopt, 100);
    EXPECT_EQ(result.no_room.value().fitting_headroom, std::nullopt);
}

TEST(IdRanges, CountNegativeIdsOfALaterSourceAsRoom)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, 90), ids(-5, 10)}, 0, 106).no_room);
}

TEST(IdRanges, DoNotCountNegativeIdsOfTheFirstSourceAsRoom)
{
    EXPECT_FALSE(mapping::id_ranges(std::vector{ids(-5, 90), ids(1, 10)}, 0, 101).no_room);
}

TEST(IdRanges, LeaveOneIdAboveTheLastRangeForTheNextRow)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, bigint_max)}, 0, bigint_max).no_room);
}

TEST(IdRanges, FitASourceThatFillsItsTypeButForTheNextRow)
{
    EXPECT_EQ(range({ids(1, bigint_max - 1)}, 0, bigint_max, 0).last, bigint_max - 1);
}

TEST(IdRanges, DoNotOverflowBehindASequenceThatFillsItsType)
{
    EXPECT_EQ(range({{std::nullopt, std::nullopt, bigint_max - 1}}, 0, bigint_max, 0).first, bigint_max);
}

TEST(IdRanges, DoNotOverflowWhereTwoSourcesFillTheirTypes)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, bigint_max), ids(1, bigint_max)}, 0, bigint_max);
    EXPECT_EQ(result.no_room.value().fitting_headroom, std::nullopt);
}

TEST(IdRanges, DoNotOverflowOnTheSmallestId)
{
    auto const result =
        mapping::id_ranges(std::vector{ids(1, 90), ids(std::numeric_limits<std::int64_t>::min(), 1)}, 0, bigint_max);
    EXPECT_EQ(result.no_room.value().fitting_headroom, std::nullopt);
}

TEST(IdRanges, DoNotOverflowOnTheGreatestHeadroom)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, bigint_max, bigint_max).no_room);
}

} // namespace
} // namespace tributary::mapping
