#include "merge/undeclared/known_ids.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <string_view>

namespace tributary::undeclared {
namespace {

using model::Cell;

IdSet set_of(std::initializer_list<std::int64_t> numbers)
{
    IdSet ids;
    for (auto const number : numbers) {
        ids.add(Cell::of(number));
    }
    ids.settle();
    return ids;
}

TEST(IdSet, HasWhatWasAdded)
{
    auto const ids = set_of({1, 2, 64, 65, 190});
    EXPECT_TRUE(ids.has(1) && ids.has(2) && ids.has(64) && ids.has(65) && ids.has(190));
}

TEST(IdSet, HasNothingElse)
{
    auto const ids = set_of({1, 2, 64, 65, 190});
    EXPECT_FALSE(ids.has(0) || ids.has(3) || ids.has(63) || ids.has(191) || ids.has(-1));
}

TEST(IdSet, HasNumbersThatLieFarApart)
{
    constexpr auto greatest = std::numeric_limits<std::int64_t>::max();
    constexpr auto least = std::numeric_limits<std::int64_t>::min();
    auto const ids = set_of({least, 7, greatest});
    EXPECT_TRUE(ids.has(least) && ids.has(7) && ids.has(greatest));
    EXPECT_FALSE(ids.has(8) || ids.has(greatest - 1));
}

TEST(IdSet, HasNothingWhereNothingWasAdded) { EXPECT_FALSE(set_of({}).has(0)); }

TEST(IdSet, DoesNotTakeNullForAnId)
{
    IdSet ids;
    ids.add({});
    ids.settle();
    EXPECT_TRUE(ids.empty());
}

TEST(IdSet, TakesANumberForTheSameHoweverItTravels)
{
    auto const ids = set_of({17});
    EXPECT_TRUE(ids.has(Cell::of(std::string_view("17"))) && ids.has(Cell::of(std::string_view("17.00"))));
    EXPECT_FALSE(ids.has(Cell::of(std::string_view("017"))) || ids.has(Cell::of(std::string_view(""))));
}

TEST(IdSet, HasTextsInWhateverCase)
{
    IdSet ids;
    ids.add(Cell::of(std::string_view("00000000-0000-4000-8000-00000000000a")));
    ids.settle();
    EXPECT_TRUE(ids.has(Cell::of(std::string_view("00000000-0000-4000-8000-00000000000A"))));
    EXPECT_FALSE(ids.has(Cell::of(std::string_view("00000000-0000-4000-8000-00000000000b"))));
}

TEST(TextSet, HasNamesInWhateverCase)
{
    TextSet names;
    names.add("Bob");
    names.settle();
    EXPECT_TRUE(names.has("bob  "));
    EXPECT_FALSE(names.has("bobby"));
}

} // namespace
} // namespace tributary::undeclared
