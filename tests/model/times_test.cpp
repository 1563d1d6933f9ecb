#include "merge/model/times.hpp"

#include <gtest/gtest.h>

namespace tributary::model {
namespace {

bool is_of_type(std::string const &type, Kind kind)
{
    Column column;
    column.type = type;
    column.kind = kind;
    return is_time(column);
}

TEST(Times, AreKnownByTheirType) { EXPECT_TRUE(is_of_type("timestamp with time zone", Kind::other)); }

TEST(Times, AreKnownByTheirTypeInAnyCase) { EXPECT_TRUE(is_of_type("DATETIME", Kind::other)); }

TEST(Times, AreNoIntegers) { EXPECT_FALSE(is_of_type("timestamp", Kind::integer)); }

TEST(Times, AreTextsThatBeginWithADate) { EXPECT_TRUE(says_time(Cell::of("2024-02-29 10:00:00"))); }

TEST(Times, AreNoTextsThatHoldADateFurtherOn) { EXPECT_FALSE(says_time(Cell::of("on 2024-02-29"))); }

TEST(Times, AreNoShorterTexts) { EXPECT_FALSE(says_time(Cell::of("2024-02"))); }

TEST(Times, AreSecondsOfThisCentury) { EXPECT_TRUE(says_time(Cell::of(1700000000))); }

TEST(Times, AreMillisecondsOfThisCentury) { EXPECT_TRUE(says_time(Cell::of(1700000000000))); }

TEST(Times, AreNoSmallNumbers) { EXPECT_FALSE(says_time(Cell::of(17))); }

TEST(TimeForms, AreToldApartByTheirZone)
{
    EXPECT_EQ(time_form(Cell::of("2024-02-29T10:00:00Z")), TimeForm::instant);
    EXPECT_EQ(time_form(Cell::of("2024-02-29 10:00:00-05")), TimeForm::instant);
    EXPECT_EQ(time_form(Cell::of("2024-02-29 10:00")), TimeForm::clock);
}

TEST(TimeForms, AreToldApartByTheirUnit)
{
    EXPECT_EQ(time_form(Cell::of(1700000000)), TimeForm::seconds);
    EXPECT_EQ(time_form(Cell::of(1700000000000)), TimeForm::milliseconds);
}

TEST(TimeForms, AreNotThoseOfDays) { EXPECT_EQ(time_form(Cell::of("2024-02-29")), TimeForm::none); }

} // namespace
} // namespace tributary::model
