#include "merge/staging/row_sets.hpp"

#include <gtest/gtest.h>

namespace tributary::staging {
namespace {

using model::Cell;
using Differences = std::vector<std::pair<std::string, std::string>>;

std::vector<Cell> row(std::string_view word) { return {Cell::of(word)}; }

TEST(RowSets, AreEqualWithoutRows) { EXPECT_EQ(RowSets().differences(10), Differences{}); }

TEST(RowSets, AreEqualWhateverTheOrderOfTheRows)
{
    RowSets sets;
    sets.add_expected("1", row("a"));
    sets.add_expected("2", row("b"));
    sets.add_actual("2", row("b"));
    sets.add_actual("1", row("a"));
    EXPECT_EQ(sets.differences(10), Differences{});
}

TEST(RowSets, NameARowThatIsMissing)
{
    RowSets sets;
    sets.add_expected("1", row("a"));
    EXPECT_EQ(sets.differences(10), (Differences{{"1", "missing"}}));
}

TEST(RowSets, NameARowThatNobodyExpected)
{
    RowSets sets;
    sets.add_actual("1", row("a"));
    EXPECT_EQ(sets.differences(10), (Differences{{"1", "unexpected"}}));
}

TEST(RowSets, NameARowThatDiffers)
{
    RowSets sets;
    sets.add_expected("1", row("a"));
    sets.add_actual("1", row("b"));
    EXPECT_EQ(sets.differences(10), (Differences{{"1", "differs"}}));
}

TEST(RowSets, TellANumberFromItsText)
{
    RowSets sets;
    sets.add_expected("1", std::vector{Cell::of(std::int64_t{1})});
    sets.add_actual("1", row("1"));
    EXPECT_EQ(sets.differences(10), (Differences{{"1", "differs"}}));
}

TEST(RowSets, TellNullFromTheEmptyString)
{
    RowSets sets;
    sets.add_expected("1", std::vector{Cell{}});
    sets.add_actual("1", row(""));
    EXPECT_EQ(sets.differences(10), (Differences{{"1", "differs"}}));
}

TEST(RowSets, CountHowOftenARowIsThere)
{
    RowSets sets;
    sets.add_expected("1", row("a"));
    sets.add_expected("1", row("a"));
    sets.add_actual("1", row("a"));
    EXPECT_EQ(sets.differences(10).size(), 1U);
}

TEST(RowSets, NameTheFirstInOrder)
{
    RowSets sets;
    sets.add_expected("3", row("a"));
    sets.add_expected("1", row("a"));
    sets.add_actual("2", row("a"));
    EXPECT_EQ(sets.differences(2), (Differences{{"1", "missing"}, {"2", "unexpected"}}));
}

} // namespace
} // namespace tributary::staging
