#include "merge/undeclared/seen_numbers.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <set>

namespace tributary::undeclared {
namespace {

using model::Cell;

/// 1 to 20.
IdSet twenty_ids()
{
    IdSet ids;
    for (std::int64_t id = 1; id <= 20; ++id) {
        ids.add(Cell::of(id));
    }
    ids.settle();
    return ids;
}

std::set<std::int64_t> numbers_to(std::int64_t last)
{
    std::set<std::int64_t> numbers;
    for (std::int64_t number = 1; number <= last; ++number) {
        numbers.insert(number);
    }
    return numbers;
}

TEST(AccidentOf, DrawsNoNumberTwice)
{
    IdSet ids;
    for (std::int64_t const id : {1, 3, 4}) {
        ids.add(Cell::of(id));
    }
    ids.settle();
    EXPECT_DOUBLE_EQ(accident_of(ids, std::set<std::int64_t>{1, 4}), 3.0 / 4 * 2 / 3);
}

TEST(AccidentOf, IsSmallWhereEveryIdOfATableWithGapsOccurs)
{
    IdSet ids;
    std::set<std::int64_t> odd;
    for (std::int64_t id = 1; id < 20; id += 2) {
        ids.add(Cell::of(id));
        odd.insert(id);
    }
    ids.settle();
    EXPECT_LT(accident_of(ids, odd), 1e-4); // a half to the power of ten is 1e-3
}

TEST(NumbersOfRows, AreOfEarlierRowsByNoAccident)
{
    NumbersOfRows numbers;
    for (std::int64_t id = 2; id <= 12; ++id) {
        numbers.add(id, id - 1);
    }
    EXPECT_TRUE(numbers.are_earlier());
    EXPECT_LT(numbers.by_accident(), 1e-4);
}

TEST(NumbersOfRows, SayNothingWhereAllAreLessThanEveryId)
{
    NumbersOfRows numbers;
    for (std::int64_t id = 100; id <= 120; ++id) {
        numbers.add(id, id % 7);
    }
    EXPECT_TRUE(numbers.are_earlier());
    EXPECT_DOUBLE_EQ(numbers.by_accident(), 1);
}

TEST(NumbersOfRows, MayBeGreaterThanTheirRow)
{
    NumbersOfRows numbers;
    numbers.add(2, 1);
    numbers.add(3, 4);
    EXPECT_FALSE(numbers.are_earlier());
    EXPECT_DOUBLE_EQ(numbers.by_accident(), 1);
}

TEST(UseUp, IsToHaveMostIdsOfAFewSomeAgain)
{
    EXPECT_TRUE(use_up(twenty_ids(), numbers_to(17), 256, 40, 17));
    EXPECT_FALSE(use_up(twenty_ids(), numbers_to(15), 256, 40, 15));
}

TEST(UseUp, IsToHaveHalfOfTheIdsAndTheLast)
{
    auto half = numbers_to(11);
    half.insert(20);
    EXPECT_TRUE(use_up(twenty_ids(), half, 256, 40, 20));
}

TEST(UseUp, IsNotToHaveEachNumberOnce) { EXPECT_FALSE(use_up(twenty_ids(), numbers_to(20), 256, 20, 20)); }

TEST(UseUp, IsNotToHaveAFewNumbers) { EXPECT_FALSE(use_up({}, numbers_to(9), 256, 40, 9)); }

TEST(UseUp, IsToEndAtTheLastIdWhereNoNumberRepeats)
{
    std::set<std::int64_t> const last_of_each{11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
    EXPECT_TRUE(use_up(twenty_ids(), last_of_each, 256, 10, 20));
    EXPECT_FALSE(use_up(twenty_ids(), last_of_each, 256, 10, 19));
}

TEST(UseUp, OfTheFirstNumbersIsToReachTheLastIds)
{
    EXPECT_TRUE(use_up(twenty_ids(), numbers_to(12), 12, 100, 20));
    EXPECT_FALSE(use_up(twenty_ids(), numbers_to(12), 12, 100, 12));
}

TEST(UseUp, OfTheFirstNumbersIsNotToCountUp)
{
    std::set<std::int64_t> const scattered{2, 3, 5, 6, 8, 9, 11, 12, 14, 17, 18, 19};
    EXPECT_TRUE(use_up(twenty_ids(), scattered, 12, 12, 20));
    EXPECT_FALSE(use_up(twenty_ids(), numbers_to(12), 12, 12, 20));
}

TEST(AllMarked, IsTheProbabilityOfADraw)
{
    EXPECT_DOUBLE_EQ(all_marked(1, 5, 10), 0.5);
    EXPECT_DOUBLE_EQ(all_marked(2, 5, 10), 0.5 * 4 / 9);
    EXPECT_DOUBLE_EQ(all_marked(6, 5, 10), 0);
}

model::KeyColumn const posts{"posts", "id"};
model::KeyColumn const topics{"topics", "id"};

SeenNumbers used_up_topics(std::size_t distinct)
{
    SeenNumbers result;
    result.values = 100;
    result.distinct = distinct;
    result.used_up = {topics};
    result.sizes = {{topics, 20}, {posts, 90}};
    return result;
}

TEST(UsedUp, IsATableInTwoSources)
{
    auto const a = used_up_topics(20);
    std::array<SeenNumbers const *, 2> const both{&a, &a};
    EXPECT_TRUE(is_used_up(topics, both));
    EXPECT_FALSE(is_used_up(posts, both));
}

TEST(UsedUp, IsATableInOneSourceByManyNumbers)
{
    auto const few = used_up_topics(20);
    auto const many = used_up_topics(25);
    std::array<SeenNumbers const *, 1> const one{&few};
    std::array<SeenNumbers const *, 1> const other{&many};
    EXPECT_FALSE(is_used_up(topics, one));
    EXPECT_TRUE(is_used_up(topics, other));
}

TEST(UsedUp, AvoidsTheRestOfALargerTable)
{
    auto const a = used_up_topics(20);
    std::array<SeenNumbers const *, 2> const both{&a, &a};
    EXPECT_TRUE(avoid_the_rest(topics, posts, both));
    EXPECT_FALSE(avoid_the_rest(posts, topics, both));
}

} // namespace
} // namespace tributary::undeclared
