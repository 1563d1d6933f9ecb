#include "merge/undeclared/counter.hpp"
#include "tests/testing/known_rows.hpp"

#include <gtest/gtest.h>

#include <cstdint>

namespace tributary::undeclared {
namespace {

using model::Cell;
using Looks = Suspect::Looks;
using testing::known_rows;
using testing::posts_id;

TEST(TextOf, WritesAWholeNumberAsOne)
{
    EXPECT_EQ(text_of({Cell::Type::real, 0, 7.0, {}}), "7");
    EXPECT_EQ(text_of(Cell::of(7)), "7");
}

TEST(Counter, CountsIdsOfATableThatItHasToFind)
{
    auto const rows = known_rows();
    Suspect suspect;
    suspect.looks = Looks::id_of_any;
    Tally tally;
    Counter counter(suspect, rows, {}, tally);
    counter.count(Cell::of(10), {});
    counter.count(Cell::of("13"), {});
    counter.finish();
    EXPECT_EQ(tally.others.at(posts_id), 2);
    EXPECT_EQ(tally.sizes.at(posts_id), 4U);
}

TEST(Counter, TellsWhetherAKindIsANumber)
{
    auto const rows = known_rows();
    Suspect suspect;
    suspect.looks = Looks::kind_and_id;
    Tally tally;
    Counter counter(suspect, rows, {}, tally);
    counter.count(Cell::of(10), Cell::of(0));
    counter.count(Cell::of(10), Cell::of("x"));
    EXPECT_TRUE(tally.kinds.at("0").as_number);
    EXPECT_FALSE(tally.kinds.at("x").as_number);
}

TEST(Counter, TakesALongTextForNoKind)
{
    auto const rows = known_rows();
    std::string const text(256, 'x');
    Suspect suspect;
    suspect.looks = Looks::kind_and_id;
    Tally tally;
    Counter(suspect, rows, {}, tally).count(Cell::of(10), Cell::of(text));
    EXPECT_TRUE(tally.kinds.empty());
}

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

Sample numbers_to(std::int64_t last)
{
    Sample sample;
    for (std::int64_t number = 1; number <= last; ++number) {
        sample.add(number);
    }
    return sample;
}

TEST(UseUp, IsToHaveMostIdsOfAFewSomeAgain)
{
    EXPECT_TRUE(use_up(twenty_ids(), numbers_to(17), 40, 17));
    EXPECT_FALSE(use_up(twenty_ids(), numbers_to(15), 40, 15));
}

TEST(UseUp, IsToHaveHalfOfTheIdsAndTheLast)
{
    auto half = numbers_to(11);
    half.add(20);
    EXPECT_TRUE(use_up(twenty_ids(), half, 40, 20));
}

TEST(UseUp, IsNotToHaveEachNumberOnce) { EXPECT_FALSE(use_up(twenty_ids(), numbers_to(20), 20, 20)); }

TEST(UseUp, IsNotToHaveAFewNumbers) { EXPECT_FALSE(use_up({}, numbers_to(9), 40, 9)); }

} // namespace
} // namespace tributary::undeclared
