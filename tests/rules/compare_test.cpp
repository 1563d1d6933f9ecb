#include "rules/compare.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <utility>

namespace tributary::rules {
namespace {

model::Value text(std::string bytes)
{
    model::Value value;
    value.type = model::Cell::Type::text;
    value.bytes = std::move(bytes);
    return value;
}

model::Value number(std::int64_t integer)
{
    model::Value value;
    value.type = model::Cell::Type::integer;
    value.integer = integer;
    return value;
}

model::SurvivorshipContext numbers()
{
    model::SurvivorshipContext context;
    context.number = true;
    return context;
}

TEST(Less, NullComesFirst)
{
    EXPECT_TRUE(less({}, number(-1), numbers()));
    EXPECT_TRUE(less({}, text(""), {}));
    EXPECT_FALSE(less({}, {}, numbers()));
}

TEST(Less, NumbersGoBySizeWhateverTheyTravelAs)
{
    EXPECT_TRUE(less(text("9"), text("10"), numbers()));
    EXPECT_TRUE(less(text("9.5"), number(10), numbers()));
    EXPECT_FALSE(less(text("1.0"), text("1.00"), numbers()));
}

TEST(Less, TextsGoByBytes) { EXPECT_TRUE(less(text("10"), text("9"), {})); }

TEST(Less, MinusInfinityComesBeforeEveryNumber) { EXPECT_TRUE(less(text("-Infinity"), text("-1e300"), numbers())); }

TEST(Less, InfinityComesBehindEveryNumberAndNanBehindThat)
{
    EXPECT_TRUE(less(text("1e300"), text("Infinity"), numbers()));
    EXPECT_TRUE(less(text("Infinity"), text("NaN"), numbers()));
}

TEST(Less, DatesGoByTheirText) { EXPECT_TRUE(less(text("2022-07-01 00:00:00"), text("2022-07-01 00:00:00.5"), {})); }

} // namespace
} // namespace tributary::rules
