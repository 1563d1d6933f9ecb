#include "merge/model/words.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace tributary::model {
namespace {

TEST(Counted, OneIsTheSingular) { EXPECT_EQ(counted(1, "row refers", "rows refer"), "1 row refers"); }

TEST(Counted, NothingIsThePlural) { EXPECT_EQ(counted(0, "row", "rows"), "0 rows"); }

TEST(Counted, LessThanNothingIsThePlural) { EXPECT_EQ(counted(-1, "row", "rows"), "-1 rows"); }

TEST(Counted, TheGreatestNumberIsThePlural)
{
    EXPECT_EQ(counted(std::numeric_limits<std::int64_t>::max(), "row", "rows"), "9223372036854775807 rows");
}

TEST(Grouped, IsInThousands) { EXPECT_EQ(grouped(12345678), "12,345,678"); }

TEST(Grouped, OfThreeDigitsIsAsItIs) { EXPECT_EQ(grouped(678), "678"); }

TEST(Grouped, OfANegativeNumberKeepsTheSignBesideTheFirstDigit) { EXPECT_EQ(grouped(-678), "-678"); }

TEST(Plural, OfOneIsTheSingular) { EXPECT_EQ(plural(1, "is", "are"), "is"); }

TEST(Plural, OfTwoIsThePlural) { EXPECT_EQ(plural(2, "is", "are"), "are"); }

TEST(ReferenceLabel, NamesColumnsAndTheTableReferredTo)
{
    EXPECT_EQ(reference_label("lists.posts", {"room", "tag"}, "tags"), "lists.posts (room, tag) -> tags");
}

} // namespace
} // namespace tributary::model
