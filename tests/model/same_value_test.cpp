#include "merge/model/same_value.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace tributary::model {
namespace {

Column column_of(std::string const &type, Kind kind = Kind::other)
{
    auto column = testing::text_column("value");
    column.type = type;
    column.kind = kind;
    return column;
}

Cell text(std::string_view bytes) { return Cell::of(bytes); }

Cell number(std::int64_t value) { return Cell::of(value); }

Cell real(double value) { return {Cell::Type::real, 0, value, {}}; }

Column const numbers = column_of("numeric(20,2)");
Column const texts = column_of("text", Kind::text);

TEST(SameValue, IsANumberWithZerosBehindThePoint) { EXPECT_TRUE(same_value(number(1), text("1.00"), numbers)); }

TEST(SameValue, IsANumberWithAnExponent) { EXPECT_TRUE(same_value(text("120"), text("1.2e+2"), numbers)); }

TEST(SameValue, IsAFloatingPointNumber) { EXPECT_TRUE(same_value(real(0.5), text("0.50"), numbers)); }

TEST(SameValue, IsZeroWithASign) { EXPECT_TRUE(same_value(text("-0.0"), number(0), numbers)); }

TEST(SameValue, IsNotTheNumberWithTheOtherSign) { EXPECT_FALSE(same_value(number(-1), text("1.0"), numbers)); }

TEST(SameValue, IsNotTheNextNumberBehindTheDigitsOfADouble)
{
    EXPECT_FALSE(same_value(number(9007199254740993), text("9007199254740992"), numbers));
}

TEST(SameValue, IsNotATextWithoutItsZeroInFront) { EXPECT_FALSE(same_value(text("01234"), text("1234"), texts)); }

TEST(SameValue, IsTrueInBothEngines) { EXPECT_TRUE(same_value(number(1), text("t"), column_of("boolean"))); }

TEST(SameValue, IsNotFalseIfItIsTrue) { EXPECT_FALSE(same_value(number(0), text("t"), column_of("boolean"))); }

TEST(SameValue, IsNullIfBothAreNull) { EXPECT_TRUE(same_value({}, {}, texts)); }

TEST(SameValue, IsNotTheEmptyTextIfItIsNull) { EXPECT_FALSE(same_value({}, text(""), texts)); }

TEST(SameValue, OfNoNumberIsItsText) { EXPECT_FALSE(same_value(text("1.0.0"), text("1.0"), numbers)); }

} // namespace
} // namespace tributary::model
