#include "merge/references/spots.hpp"

#include <gtest/gtest.h>

#include <utility>

namespace tributary::references {
namespace {

Spot spot(std::size_t begin, std::size_t end, std::string id, std::optional<std::string> becomes)
{
    Spot result;
    result.begin = begin;
    result.end = end;
    result.id = std::move(id);
    result.becomes = std::move(becomes);
    return result;
}

TEST(Spots, AreReplacedAndTheRestStays)
{
    EXPECT_EQ(put_back("a 7 b 8 c", {spot(2, 3, "7", "1007"), spot(6, 7, "8", "1008")}), "a 1007 b 1008 c");
}

TEST(Spots, StayWhereNothingIsKnown) { EXPECT_EQ(put_back("a 7", {spot(2, 3, "7", std::nullopt)}), "a 7"); }

TEST(Spots, InOnePlaceAreReplacedByTheFirst)
{
    EXPECT_EQ(put_back("7", {spot(0, 1, "7", "17"), spot(0, 1, "7", "27")}), "17");
}

TEST(Spots, BecomeNullAsJsonWritesIt)
{
    auto null = spot(1, 2, "7", std::nullopt);
    null.written = Spot::Written::json;
    null.is_null = true;
    EXPECT_EQ(put_back("[7]", {null}), "[null]");
}

TEST(Spots, ComeInOrderOfTheirPlaces)
{
    std::vector<Spot> spots{spot(5, 6, "8", {}), spot(2, 3, "7", {})};
    put_in_order(spots);
    EXPECT_EQ(spots[0].id, "7");
}

TEST(Spots, OfOneStringAreTogether)
{
    auto first = spot(0, 5, "7 8", {});
    first.inside = {spot(2, 3, "8", "18")};
    auto second = spot(0, 5, "7 8", {});
    second.inside = {spot(0, 1, "7", "17")};
    std::vector<Spot> spots{first, second};
    put_in_order(spots);
    ASSERT_EQ(spots.size(), 1U);
    EXPECT_EQ(put_back("7 8", spots[0].inside), "17 18");
}

TEST(Spots, MayMakeTwoKeysOne)
{
    auto first = spot(1, 4, "a", "b");
    auto second = spot(6, 9, "b", {});
    first.is_name = second.is_name = true;
    EXPECT_TRUE(two_keys_become_one({first, second}));
}

TEST(PlainIntegers, HaveNoZerosBefore) { EXPECT_EQ(plain_integer("07"), std::nullopt); }

TEST(PlainIntegers, MayBeNegative) { EXPECT_EQ(plain_integer("-7"), -7); }

} // namespace
} // namespace tributary::references
