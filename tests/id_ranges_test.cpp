#include "merge/mapping/id_ranges.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace tributary::resolve {
namespace {

constexpr std::int64_t int_max = std::numeric_limits<std::int32_t>::max();
constexpr std::int64_t bigint_max = std::numeric_limits<std::int64_t>::max();

/// Ids from `least` to `greatest`, and no sequence.
mapping::IdUse ids(std::int64_t least, std::int64_t greatest) { return {least, greatest, std::nullopt}; }

mapping::IdUse counted(std::int64_t least, std::int64_t greatest, std::int64_t sequence)
{
    return {least, greatest, sequence};
}

mapping::IdRange range(std::vector<mapping::IdUse> const &uses, std::optional<std::int64_t> headroom,
                       std::int64_t limit, std::size_t source)
{
    return mapping::id_ranges(uses, headroom, limit).ranges.at(source);
}

TEST(mapping::IdRanges, AreNoneWithoutSources)
{
    auto const result = mapping::id_ranges({}, 10, int_max);
    EXPECT_TRUE(result.ranges.empty() && !result.no_room);
}

TEST(mapping::IdRanges, LeaveTheFirstSourceItsIds)
{
    auto const first = range({ids(7, 90), ids(1, 5)}, 10, int_max, 0);
    EXPECT_EQ(first.offset, 0);
    EXPECT_EQ(first.first, 7);
    EXPECT_EQ(first.last, 90);
}

TEST(mapping::IdRanges, BeginTheSecondSourceBehindTheFirstOnesHeadroom)
{
    auto const second = range({ids(1, 90), ids(1, 5)}, 10, int_max, 1);
    EXPECT_EQ(second.offset, 100);
    EXPECT_EQ(second.first, 101);
    EXPECT_EQ(second.last, 105);
}

TEST(mapping::IdRanges, BeginTheThirdSourceBehindTheSecondOnesHeadroom)
{
    auto const third = range({ids(1, 90), ids(1, 5), ids(1, 3)}, 10, int_max, 2);
    EXPECT_EQ(third.offset, 115);
    EXPECT_EQ(third.first, 116);
    EXPECT_EQ(third.last, 118);
}

TEST(mapping::IdRanges, KeepTheOffsetOfIdsThatBeginLate)
{
    auto const second = range({ids(1, 90), ids(1000, 1005)}, 10, int_max, 1);
    EXPECT_EQ(second.first, second.offset + 1000);
    EXPECT_EQ(second.last, second.offset + 1005);
}

TEST(mapping::IdRanges, EndAtTheSequencesLastValueWhereThatIsGreater)
{
    auto const second = range({counted(1, 90, 200), ids(1, 5)}, 10, int_max, 1);
    EXPECT_EQ(second.offset, 210);
}

TEST(mapping::IdRanges, EndAtTheHighestIdWhereThatIsGreater)
{
    auto const second = range({counted(1, 90, 20), ids(1, 5)}, 10, int_max, 1);
    EXPECT_EQ(second.offset, 100);
}

TEST(mapping::IdRanges, SayTheSequencesLastValueAsTheLastId)
{
    EXPECT_EQ(range({ids(1, 90), counted(1, 5, 8)}, 10, int_max, 1).last, 108);
}

TEST(mapping::IdRanges, FollowTheSequenceOfATableThatWasEmptied)
{
    auto const second = range({{std::nullopt, std::nullopt, 50}, ids(1, 5)}, 10, int_max, 1);
    EXPECT_EQ(second.offset, 60);
}

TEST(mapping::IdRanges, BeginBehindTheirEndWhereNoIdIsInUse)
{
    auto const second = range({ids(1, 90), {}}, 10, int_max, 1);
    EXPECT_EQ(second.first, second.last + 1);
}

TEST(mapping::IdRanges, BeginBehindTheSequencesEndWhereNoIdIsInUse)
{
    auto const second = range({ids(1, 90), {std::nullopt, std::nullopt, 50}}, 10, int_max, 1);
    EXPECT_EQ(second.last, 150);
    EXPECT_EQ(second.first, 151);
}

TEST(mapping::IdRanges, LeaveHeadroomBehindATableWithoutIds)
{
    EXPECT_EQ(range({{}, ids(1, 5)}, 10, int_max, 1).offset, 10);
}

TEST(mapping::IdRanges, KeepNegativeIdsOfALaterSourceAboveTheFirstOnesHeadroom)
{
    EXPECT_EQ(range({ids(1, 90), ids(-5, 5)}, 10, int_max, 1).first, 101);
}

TEST(mapping::IdRanges, KeepAnIdOfZeroOfALaterSourceAboveTheFirstOnesHeadroom)
{
    EXPECT_EQ(range({ids(1, 90), ids(0, 5)}, 10, int_max, 1).first, 101);
}

TEST(mapping::IdRanges, LeaveTheFirstSourceItsNegativeIds)
{
    auto const first = range({ids(-90, 90), ids(1, 5)}, 10, int_max, 0);
    EXPECT_EQ(first.offset, 0);
    EXPECT_EQ(first.first, -90);
}

TEST(mapping::IdRanges, TouchNobodyElseWithoutHeadroom)
{
    auto const second = range({ids(1, 90), ids(1, 5)}, 0, int_max, 1);
    EXPECT_EQ(second.first, 91);
}

TEST(mapping::IdRanges, SayTheHeadroomOfThePlan)
{
    EXPECT_EQ(range({ids(1, 90), ids(1, 5)}, 10, int_max, 1).headroom, 10);
}

TEST(mapping::IdRanges, LeaveAMillionWhereThePlanSaysNothing)
{
    EXPECT_EQ(range({ids(1, 90), ids(1, 5)}, std::nullopt, int_max, 1).offset, 1'000'090);
}

TEST(mapping::IdRanges, LeaveLessWhereThePlanSaysNothingAndThereIsLessRoom)
{
    auto const second = range({ids(1, 90), ids(1, 10)}, std::nullopt, 301, 1);
    EXPECT_EQ(second.headroom, 100);
    EXPECT_EQ(second.offset, 190);
}

TEST(mapping::IdRanges, LeaveNothingWhereThePlanSaysNothingAndThereIsNoRoomLeft)
{
    EXPECT_EQ(range({ids(1, 90), ids(1, 10)}, std::nullopt, 101, 1).headroom, 0);
}

TEST(mapping::IdRanges, FitTheLastHeadroomBelowTheLimit)
{
    EXPECT_FALSE(mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 100, 301).no_room);
}

TEST(mapping::IdRanges, HaveNoRoomWhereTheLastHeadroomReachesTheLimit)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 100, 300).no_room);
}

TEST(mapping::IdRanges, AreEmptyWhereThereIsNoRoom)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 100, 300).ranges.empty());
}

TEST(mapping::IdRanges, SayTheLargestHeadroomThatWouldFit)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 1000, 302);
    EXPECT_EQ(result.no_room.value().fitting_headroom, 100);
}

TEST(mapping::IdRanges, SayThatHeadroomOfZeroWouldFit)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 1, 101);
    EXPECT_EQ(result.no_room.value().fitting_headroom, 0);
}

TEST(mapping::IdRanges, SayThatNotEvenZeroWouldFit)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, 0, 100);
    EXPECT_EQ(result.no_room.value().fitting_headroom, std::nullopt);
}

TEST(mapping::IdRanges, SayThatNotEvenZeroWouldFitWhereThePlanSaysNothing)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, std::nullopt, 100);
    EXPECT_EQ(result.no_room.value().fitting_headroom, std::nullopt);
}

TEST(mapping::IdRanges, CountNegativeIdsOfALaterSourceAsRoom)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, 90), ids(-5, 10)}, 0, 106).no_room);
}

TEST(mapping::IdRanges, DoNotCountNegativeIdsOfTheFirstSourceAsRoom)
{
    EXPECT_FALSE(mapping::id_ranges(std::vector{ids(-5, 90), ids(1, 10)}, 0, 101).no_room);
}

TEST(mapping::IdRanges, LeaveOneIdAboveTheLastRangeForTheNextRow)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, bigint_max)}, 0, bigint_max).no_room);
}

TEST(mapping::IdRanges, FitASourceThatFillsItsTypeButForTheNextRow)
{
    EXPECT_EQ(range({ids(1, bigint_max - 1)}, 0, bigint_max, 0).last, bigint_max - 1);
}

TEST(mapping::IdRanges, DoNotOverflowBehindASequenceThatFillsItsType)
{
    EXPECT_EQ(range({{std::nullopt, std::nullopt, bigint_max - 1}}, 0, bigint_max, 0).first, bigint_max);
}

TEST(mapping::IdRanges, DoNotOverflowWhereTwoSourcesFillTheirTypes)
{
    auto const result = mapping::id_ranges(std::vector{ids(1, bigint_max), ids(1, bigint_max)}, 0, bigint_max);
    EXPECT_EQ(result.no_room.value().fitting_headroom, std::nullopt);
}

TEST(mapping::IdRanges, DoNotOverflowOnTheSmallestId)
{
    auto const result =
        mapping::id_ranges(std::vector{ids(1, 90), ids(std::numeric_limits<std::int64_t>::min(), 1)}, 0, bigint_max);
    EXPECT_EQ(result.no_room.value().fitting_headroom, std::nullopt);
}

TEST(mapping::IdRanges, DoNotOverflowOnTheGreatestHeadroom)
{
    EXPECT_TRUE(mapping::id_ranges(std::vector{ids(1, 90), ids(1, 10)}, bigint_max, bigint_max).no_room);
}

} // namespace
} // namespace tributary::resolve
