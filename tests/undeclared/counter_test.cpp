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

} // namespace
} // namespace tributary::undeclared
