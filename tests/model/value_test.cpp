#include "merge/model/value.hpp"

#include <gtest/gtest.h>

namespace tributary::model {
namespace {

std::optional<bool> truth_of(std::string_view word) { return truth(Cell::of(word)); }

TEST(Truth, IsWhatPostgresPrints)
{
    EXPECT_EQ(truth_of("t"), true);
    EXPECT_EQ(truth_of("f"), false);
}

TEST(Truth, IsWhatPostgresReads)
{
    EXPECT_EQ(truth_of("TRUE"), true);
    EXPECT_EQ(truth_of("yes"), true);
    EXPECT_EQ(truth_of("On"), true);
    EXPECT_EQ(truth_of("1"), true);
    EXPECT_EQ(truth_of("False"), false);
    EXPECT_EQ(truth_of("n"), false);
    EXPECT_EQ(truth_of("off"), false);
    EXPECT_EQ(truth_of("0"), false);
}

TEST(Truth, IsZeroOrOneAsANumber)
{
    EXPECT_EQ(truth(Cell::of(std::int64_t{1})), true);
    EXPECT_EQ(truth(Cell::of(std::int64_t{0})), false);
}

TEST(Truth, IsNoOtherNumber) { EXPECT_EQ(truth(Cell::of(std::int64_t{2})), std::nullopt); }

TEST(Truth, IsNoOtherWord)
{
    EXPECT_EQ(truth_of(""), std::nullopt);
    EXPECT_EQ(truth_of("maybe"), std::nullopt);
}

TEST(Truth, IsNothingOfNull) { EXPECT_EQ(truth(Cell{}), std::nullopt); }

TEST(Value, IsTheSameWhoseverItIs) { EXPECT_TRUE(same(value_of(Cell::of("a"), 0), value_of(Cell::of("a"), 1))); }

TEST(Value, TellsANumberFromItsText)
{
    EXPECT_FALSE(same(value_of(Cell::of(std::int64_t{1}), 0), value_of(Cell::of("1"), 0)));
}

TEST(Value, TellsNullFromTheEmptyText) { EXPECT_FALSE(same(Value{}, value_of(Cell::of(""), 0))); }

TEST(Value, KeepsItsBytes)
{
    auto const value = value_of(Cell::of("abc"), 0);
    EXPECT_EQ(cell_of(value).bytes, "abc");
}

} // namespace
} // namespace tributary::model
