#include "rules/decimal.hpp"

#include <gtest/gtest.h>

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

/// As digits again, or "none".
std::string read(std::string const &bytes)
{
    auto const number = decimal_of(text(bytes));
    return number ? in_digits(*number) : "none";
}

TEST(Decimal, KeepsEveryDigit)
{
    EXPECT_EQ(read("-1234567890123456789.0123456789"), "-1234567890123456789.0123456789");
}

TEST(Decimal, KeepsZerosBehindThePoint) { EXPECT_EQ(read("1.50"), "1.50"); }

TEST(Decimal, ReadsAnExponent)
{
    EXPECT_EQ(read("1.5e+3"), "1500");
    EXPECT_EQ(read("15E-1"), "1.5");
}

TEST(Decimal, ReadsNoEmptyText)
{
    EXPECT_EQ(read(""), "none");
    EXPECT_EQ(read("-"), "none");
    EXPECT_EQ(read("."), "none");
}

TEST(Decimal, ReadsNothingThatIsNoNumber)
{
    EXPECT_EQ(read("NaN"), "none");
    EXPECT_EQ(read("Infinity"), "none");
    EXPECT_EQ(read("1 "), "none");
    EXPECT_EQ(read("1.2.3"), "none");
}

TEST(Decimal, ReadsNoExponentBeyondAThousand)
{
    EXPECT_NE(read("1e1000"), "none");
    EXPECT_EQ(read("1e1001"), "none");
    EXPECT_EQ(read("1e-1001"), "none");
}

TEST(Decimal, ReadsNoExponentAtTheEndOf32Bits)
{
    EXPECT_FALSE(decimal_of(text("1e-2147483648")).has_value());
    EXPECT_FALSE(decimal_of(text("1e2147483648")).has_value());
}

TEST(Decimal, ReadsNoNull) { EXPECT_FALSE(decimal_of({}).has_value()); }

TEST(Decimal, AlignsToTheGreaterScale)
{
    auto one = *decimal_of(text("1.5"));
    auto other = *decimal_of(text("0.125"));
    align(one, other);
    EXPECT_EQ(in_digits(one), "1.500");
    EXPECT_EQ(in_digits(other), "0.125");
}

} // namespace
} // namespace tributary::rules
