#include "rules/all.hpp"
#include "rules/rules.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace tributary::rules {
namespace {

using model::Cell;
using model::SurvivorshipContext;
using model::Value;
using Values = std::vector<Value>;

constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();

Value const null{};

Value number(std::int64_t value) { return model::value_of(Cell::of(value), 0); }
Value text(std::string_view value) { return model::value_of(Cell::of(value), 0); }
Value real(double value) { return {Cell::Type::real, 0, value, {}, 0}; }

Value of_source(std::uint32_t source, Value value)
{
    value.source = source;
    return value;
}

SurvivorshipContext const words;
SurvivorshipContext const booleans{true, false, false, 0, 0};
SurvivorshipContext const decimals{false, true, false, 0, 0};
SurvivorshipContext const integers{false, true, false, greatest, 0};
SurvivorshipContext const small_integers{false, true, false, 32767, 0};

/// A value in words: what it is and what it says.
std::string shown(Value const &value)
{
    switch (value.type) {
    case Cell::Type::null: return "NULL";
    case Cell::Type::integer: return "integer " + std::to_string(value.integer);
    case Cell::Type::real: return "real " + std::to_string(value.real);
    case Cell::Type::text: return "text " + value.bytes;
    case Cell::Type::blob: return "blob " + value.bytes;
    }
    return "";
}

std::string chosen(model::Survivorship const &rule, Values const &values, SurvivorshipContext const &context = words)
{
    return shown(rule.choose(values, context));
}

TEST(Survivorships, AreKnownByTheNamesOfThePlanFile)
{
    std::vector<std::string_view> names;
    std::transform(survivorships().begin(), survivorships().end(), std::back_inserter(names),
                   [](auto const &rule) { return rule.name; });
    EXPECT_EQ(names, (std::vector<std::string_view>{"keep-survivor", "first-non-null", "min", "max", "sum", "any",
                                                    "all", "longest", "newest", "oldest", "source"}));
}

TEST(Survivorships, TakeASourceOnlyWhereOneIsNamed)
{
    EXPECT_EQ(from_source.way, model::Survivorship::Way::picks_source);
    EXPECT_NE(min.way, model::Survivorship::Way::picks_source);
}

TEST(Survivorships, ChooseTheNewestMomentAndOfEqualOnesTheFirst)
{
    EXPECT_EQ(
        newest.choose(Values{of_source(0, text("2020")), of_source(1, text("2022")), of_source(2, text("2022"))}, words)
            .source,
        1);
}

TEST(Survivorships, ChooseTheOldestMomentAndNoNull)
{
    EXPECT_EQ(chosen(oldest, {null, text("2022"), text("2020")}), "text 2020");
}

TEST(Survivorships, LeaveTheOnlyValue)
{
    EXPECT_EQ(chosen(keep_survivor, {text("a")}), "text a");
    EXPECT_EQ(chosen(first_non_null, {text("a")}), "text a");
    EXPECT_EQ(chosen(min, {text("a")}), "text a");
    EXPECT_EQ(chosen(max, {text("a")}), "text a");
    EXPECT_EQ(chosen(longest, {text("a")}), "text a");
    EXPECT_EQ(chosen(from_source, {text("a")}), "text a");
}

TEST(Survivorships, LeaveNullWhereThereIsNothingElse)
{
    EXPECT_EQ(chosen(keep_survivor, {null, null}), "NULL");
    EXPECT_EQ(chosen(first_non_null, {null, null}), "NULL");
    EXPECT_EQ(chosen(min, {null, null}), "NULL");
    EXPECT_EQ(chosen(max, {null, null}), "NULL");
    EXPECT_EQ(chosen(sum, {null, null}, integers), "NULL");
    EXPECT_EQ(chosen(any_of, {null, null}), "NULL");
    EXPECT_EQ(chosen(all_of, {null, null}), "NULL");
    EXPECT_EQ(chosen(longest, {null, null}), "NULL");
    EXPECT_EQ(chosen(from_source, {null, null}), "NULL");
}

TEST(KeepSurvivor, KeepsTheFirst) { EXPECT_EQ(chosen(keep_survivor, {text("b"), text("a")}), "text b"); }

TEST(KeepSurvivor, KeepsNull) { EXPECT_EQ(chosen(keep_survivor, {null, text("a")}), "NULL"); }

TEST(FirstNonNull, KeepsTheFirst) { EXPECT_EQ(chosen(first_non_null, {text("b"), text("a")}), "text b"); }

TEST(FirstNonNull, PassesOverNull) { EXPECT_EQ(chosen(first_non_null, {null, null, text("b"), text("a")}), "text b"); }

TEST(FirstNonNull, TakesTheEmptyTextForAValue)
{
    EXPECT_EQ(chosen(first_non_null, {null, text(""), text("a")}), "text ");
}

TEST(Min, TakesTheSmallestNumber)
{
    EXPECT_EQ(chosen(min, {number(7), number(-3), number(5)}, integers), "integer -3");
}

TEST(Min, PassesOverNull) { EXPECT_EQ(chosen(min, {null, number(7), null, number(9)}, integers), "integer 7"); }

TEST(Min, TakesTheOldestDate)
{
    EXPECT_EQ(chosen(min, {text("2021-05-01 10:00:00+00"), text("2020-12-31 23:59:59.5+00")}),
              "text 2020-12-31 23:59:59.5+00");
}

TEST(Min, TakesTheFirstWordOfTheAlphabet) { EXPECT_EQ(chosen(min, {text("b"), text("a")}), "text a"); }

TEST(Min, ComparesNumbersThatTravelAsTextBySize)
{
    EXPECT_EQ(chosen(min, {text("10"), text("9.5"), text("100")}, decimals), "text 9.5");
}

TEST(Min, ComparesDigitsInAColumnOfTextAsText) { EXPECT_EQ(chosen(min, {text("9"), text("10")}), "text 10"); }

TEST(Min, ComparesNegativeDecimalsBySize)
{
    EXPECT_EQ(chosen(min, {text("-1.5"), text("-1.25"), text("-1.75")}, decimals), "text -1.75");
}

TEST(Min, ComparesWhatTravelsInDifferentWays)
{
    EXPECT_EQ(chosen(min, {text("10.5"), number(9), real(9.25)}, decimals), "integer 9");
}

TEST(Min, ComparesExponentsBySize) { EXPECT_EQ(chosen(min, {text("1e+20"), text("3")}, decimals), "text 3"); }

TEST(Min, TakesTheFirstAmongEquals) { EXPECT_EQ(chosen(min, {text("1.50"), text("1.5")}, decimals), "text 1.50"); }

TEST(Max, TakesTheGreatestNumber) { EXPECT_EQ(chosen(max, {number(5), number(7), number(-3)}, integers), "integer 7"); }

TEST(Max, PassesOverNull) { EXPECT_EQ(chosen(max, {null, number(7), null}, integers), "integer 7"); }

TEST(Max, TakesTheYoungestDate)
{
    EXPECT_EQ(chosen(max, {text("2021-05-01 10:00:00"), text("2021-05-01 10:00:00.1")}), "text 2021-05-01 10:00:00.1");
}

TEST(Max, ComparesNumbersThatTravelAsTextBySize)
{
    EXPECT_EQ(chosen(max, {text("9.5"), text("10"), text("9.75")}, decimals), "text 10");
}

TEST(Max, LosesNoDigit)
{
    EXPECT_EQ(chosen(max, {text("12345678901234567890.1"), text("12345678901234567890.2")}, decimals),
              "text 12345678901234567890.2");
}

TEST(Max, TakesTheFirstAmongEquals) { EXPECT_EQ(chosen(max, {text("1.5"), text("1.50")}, decimals), "text 1.5"); }

TEST(Max, TakesInfinityForTheGreatestNumber)
{
    EXPECT_EQ(chosen(max, {text("5"), text("Infinity")}, decimals), "text Infinity");
}

TEST(Sum, AddsNumbersUp) { EXPECT_EQ(chosen(sum, {number(1), number(2), number(39)}, integers), "integer 42"); }

TEST(Sum, TakesNullForNothing) { EXPECT_EQ(chosen(sum, {null, number(2), null, number(3)}, integers), "integer 5"); }

TEST(Sum, AddsNegativeNumbers) { EXPECT_EQ(chosen(sum, {number(2), number(-5)}, integers), "integer -3"); }

TEST(Sum, OfZeroesIsZero) { EXPECT_EQ(chosen(sum, {number(0), null}, integers), "integer 0"); }

TEST(Sum, AddsNumbersThatTravelAsText) { EXPECT_EQ(chosen(sum, {text("2"), number(3)}, integers), "integer 5"); }

TEST(Sum, AddsDecimalsWithoutRounding)
{
    EXPECT_EQ(chosen(sum, {text("0.1"), text("0.2"), text("12345678901234567890.25")}, decimals),
              "text 12345678901234567890.55");
}

TEST(Sum, KeepsTheScaleOfDecimals) { EXPECT_EQ(chosen(sum, {text("1.50"), text("1.50")}, decimals), "text 3.00"); }

TEST(Sum, WritesAZeroBeforeThePoint) { EXPECT_EQ(chosen(sum, {text("-0.25"), text("0.2")}, decimals), "text -0.05"); }

TEST(Sum, AddsReals) { EXPECT_EQ(chosen(sum, {real(0.5), real(0.25)}, decimals), "real 0.750000"); }

TEST(Sum, AddsExponents) { EXPECT_EQ(chosen(sum, {text("1.5e+3"), text("2e-1")}, decimals), "text 1500.2"); }

TEST(Sum, MayBeTheGreatestOfTheColumn)
{
    EXPECT_EQ(chosen(sum, {number(32000), number(767)}, small_integers), "integer 32767");
}

TEST(Sum, MayBeTheSmallestOfTheColumn)
{
    EXPECT_EQ(chosen(sum, {number(-32000), number(-768)}, small_integers), "integer -32768");
}

TEST(Sum, ThatIsTooGreatForTheColumnThrows)
{
    EXPECT_THROW(chosen(sum, {number(32000), number(768)}, small_integers), std::overflow_error);
}

TEST(Sum, ThatIsTooSmallForTheColumnThrows)
{
    EXPECT_THROW(chosen(sum, {number(-32000), number(-769)}, small_integers), std::overflow_error);
}

TEST(Sum, ThatIsTooGreatForAnyNumberOfTheProgramThrows)
{
    EXPECT_THROW(chosen(sum, {number(greatest), number(greatest)}, integers), std::overflow_error);
}

TEST(Sum, ComesBackFromBeyondTheGreatestNumber)
{
    EXPECT_EQ(chosen(sum, {number(greatest), number(greatest), number(-greatest)}, integers),
              "integer " + std::to_string(greatest));
}

TEST(Sum, WithAFractionDoesNotFitIntoAnIntegerColumn)
{
    EXPECT_THROW(chosen(sum, {number(1), text("0.5")}, integers), std::overflow_error);
}

TEST(Sum, OfWordsThrows) { EXPECT_THROW(chosen(sum, {text("many"), number(1)}, decimals), std::overflow_error); }

TEST(Sum, OfNotANumberThrows) { EXPECT_THROW(chosen(sum, {text("NaN"), text("1")}, decimals), std::overflow_error); }

TEST(Any, IsTheFirstThatIsTrue)
{
    EXPECT_EQ(chosen(any_of, {text("f"), text("t"), text("f")}, booleans), "text t");
    EXPECT_EQ(chosen(any_of, {number(0), number(1)}, booleans), "integer 1");
}

TEST(Any, IsFalseWhereNoneIsTrue) { EXPECT_EQ(chosen(any_of, {text("f"), text("f")}, booleans), "text f"); }

TEST(Any, PassesOverNull) { EXPECT_EQ(chosen(any_of, {null, text("t")}, booleans), "text t"); }

TEST(All, IsTrueWhereAllAre) { EXPECT_EQ(chosen(all_of, {text("t"), text("t")}, booleans), "text t"); }

TEST(All, IsTheFirstThatIsNot)
{
    EXPECT_EQ(chosen(all_of, {text("t"), text("f"), text("t")}, booleans), "text f");
    EXPECT_EQ(chosen(all_of, {number(1), number(0)}, booleans), "integer 0");
}

TEST(All, TakesNullForFalse) { EXPECT_NE(chosen(all_of, {text("t"), null}, booleans), "text t"); }

TEST(Longest, TakesTheOneWithMostCharacters)
{
    EXPECT_EQ(chosen(longest, {text("ab"), text("abc"), text("a")}), "text abc");
}

TEST(Longest, TakesTheFirstAmongEquals) { EXPECT_EQ(chosen(longest, {text("ab"), text("cd")}), "text ab"); }

TEST(Longest, PassesOverNull) { EXPECT_EQ(chosen(longest, {null, text("a")}), "text a"); }

TEST(Longest, PassesOverNullForTheEmptyText) { EXPECT_EQ(chosen(longest, {null, text("")}), "text "); }

TEST(Longest, CountsCharactersAndNotBytes) { EXPECT_EQ(chosen(longest, {text("äöü"), text("abcd")}), "text abcd"); }

TEST(FromSource, TakesTheValueOfTheSource)
{
    EXPECT_EQ(chosen(from_source, {of_source(0, text("a")), of_source(2, text("b")), of_source(1, text("c"))},
                     {false, false, false, 0, 1}),
              "text c");
}

TEST(FromSource, TakesItsNullToo)
{
    EXPECT_EQ(chosen(from_source, {of_source(0, text("a")), of_source(1, null)}, {false, false, false, 0, 1}), "NULL");
}

TEST(FromSource, LeavesTheSurvivorsWhereTheSourceHasNoRow)
{
    EXPECT_EQ(chosen(from_source, {of_source(0, text("a")), of_source(2, text("b"))}, {false, false, false, 0, 1}),
              "text a");
}

TEST(FromSource, TakesTheFirstOfSeveralOfTheSource)
{
    EXPECT_EQ(chosen(from_source, {of_source(0, text("a")), of_source(1, text("b")), of_source(1, text("c"))},
                     {false, false, false, 0, 1}),
              "text b");
}

TEST(Survivorships, KnowWhoseValueTheyTake)
{
    EXPECT_EQ(max.choose(Values{of_source(0, number(1)), of_source(2, number(5))}, integers).source, 2U);
}

TEST(Max, TakesInfinityForMoreThanAnIntegerCell)
{
    EXPECT_EQ(chosen(max, {text("Infinity"), number(5), real(7.5)}, decimals), "text Infinity");
}

TEST(Min, TakesMinusInfinityForTheSmallestNumber)
{
    EXPECT_EQ(chosen(min, {text("-5"), text("-Infinity")}, decimals), "text -Infinity");
    EXPECT_EQ(chosen(min, {number(5), text("-Infinity")}, decimals), "text -Infinity");
}

TEST(Max, TakesNotANumberForMoreThanInfinity)
{
    EXPECT_EQ(chosen(max, {text("Infinity"), text("NaN"), text("7")}, decimals), "text NaN");
}

TEST(Longest, CountsTheDigitsOfNumbers)
{
    EXPECT_EQ(chosen(longest, {number(7), number(12345)}, integers), "integer 12345");
}

TEST(Any, KnowsEveryWordOfPostgresForTrue)
{
    EXPECT_EQ(chosen(any_of, {text("off"), text("Yes")}, booleans), "text Yes");
}

TEST(Sum, OfRealsThatIsTooGreatThrows)
{
    EXPECT_THROW(chosen(sum, {real(1e308), real(1e308)}, decimals), std::overflow_error);
}

TEST(Sum, OfAFractionDoesNotFitIntoAnIntegerColumnWhereItIsReal)
{
    EXPECT_THROW(chosen(sum, {number(1), real(0.5)}, integers), std::overflow_error);
}

} // namespace
} // namespace tributary::rules
