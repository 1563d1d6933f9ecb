#include "merge/references/array_ids.hpp"

#include <gtest/gtest.h>

namespace tributary::references {
namespace {

using Words = std::vector<std::string>;

Words ids(std::string const &array)
{
    Words result;
    for (auto const &spot : references::array_ids(array).list) {
        result.push_back(spot.id);
    }
    return result;
}

TEST(ArrayIds, AreTheElements) { EXPECT_EQ(ids("{1,2}"), (Words{"1", "2"})); }

TEST(ArrayIds, AreNoneInAnEmptyArray) { EXPECT_TRUE(ids("{}").empty()); }

TEST(ArrayIds, AreNotNull) { EXPECT_EQ(ids("{1,NULL,2}"), (Words{"1", "2"})); }

TEST(ArrayIds, AreNullInQuotes) { EXPECT_EQ(ids(R"({"NULL"})"), Words{"NULL"}); }

TEST(ArrayIds, AreMeantWithoutQuotesAndEscapes)
{
    EXPECT_EQ(ids(R"({"a b","c\"d\\",""})"), (Words{"a b", "c\"d\\", ""}));
}

TEST(ArrayIds, AreInEveryDimension) { EXPECT_EQ(ids("{{1,2},{3,4}}"), (Words{"1", "2", "3", "4"})); }

TEST(ArrayIds, AreBehindTheBounds) { EXPECT_EQ(ids("[0:1]={5,6}"), (Words{"5", "6"})); }

TEST(ArrayIds, KnowTheirPlaces)
{
    auto const spots = references::array_ids(R"({1,"a b"})").list;
    EXPECT_EQ(spots.at(1).begin, 3U);
    EXPECT_EQ(spots.at(1).end, 8U);
}

TEST(ArrayIds, AreNotLookedForInANumber) { EXPECT_EQ(references::array_ids("12").problem, "is not an array"); }

TEST(ArrayIds, AreNotLookedForInAnEmptyText) { EXPECT_EQ(references::array_ids("").problem, "is not an array"); }

TEST(ArrayIds, AreNotLookedForInHalfAnArray) { EXPECT_EQ(references::array_ids("{1,{2}").problem, "is not an array"); }

TEST(ArrayIds, AreNotLookedForBehindAnOpenQuote)
{
    EXPECT_EQ(references::array_ids("{\"1}").problem, "is not an array");
}

TEST(ArrayIds, AreNotLookedForBehindTheArray) { EXPECT_EQ(references::array_ids("{1}2").problem, "is not an array"); }

TEST(ArrayIds, AreNotLookedForInBoundsAlone) { EXPECT_EQ(references::array_ids("[0:1]").problem, "is not an array"); }

TEST(ArrayElement, IsPlainWhereItCanBe) { EXPECT_EQ(array_element("12"), "12"); }

TEST(ArrayElement, IsQuotedWhereABlankIs) { EXPECT_EQ(array_element("a b"), "\"a b\""); }

TEST(ArrayElement, IsEscapedInQuotes) { EXPECT_EQ(array_element("a\"\\"), R"("a\"\\")"); }

TEST(ArrayElement, IsQuotedWhereItReadsNull) { EXPECT_EQ(array_element("null"), "\"null\""); }

TEST(ArrayElement, IsQuotedWhereItIsEmpty) { EXPECT_EQ(array_element(""), "\"\""); }

} // namespace
} // namespace tributary::references
