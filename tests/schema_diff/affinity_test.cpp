#include "merge/schema_diff/affinity.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

namespace tributary::schema_diff {
namespace {

TEST(Affinity, ATextWithAZeroInFrontDoesNotReadBack) { EXPECT_FALSE(reads_back("01234", false)); }

TEST(Affinity, ANumberReadsBack) { EXPECT_TRUE(reads_back("1234", false)); }

TEST(Affinity, ANegativeNumberReadsBack) { EXPECT_TRUE(reads_back("-5", false)); }

TEST(Affinity, AWordStaysAText) { EXPECT_TRUE(reads_back("0x1F", false)); }

TEST(Affinity, AVersionLosesItsLastZero) { EXPECT_FALSE(reads_back("1.10", false)); }

TEST(Affinity, AFractionReadsBack) { EXPECT_TRUE(reads_back("1.5", false)); }

TEST(Affinity, APhoneNumberLosesItsSign) { EXPECT_FALSE(reads_back("+4930123", false)); }

TEST(Affinity, AnExponentIsWrittenOtherwise) { EXPECT_FALSE(reads_back("1e3", false)); }

TEST(Affinity, BlanksAreLost) { EXPECT_FALSE(reads_back(" 7", false)); }

TEST(Affinity, MoreDigitsThanAnIntegerHasDoNotReadBack) { EXPECT_FALSE(reads_back("12345678901234567890", false)); }

TEST(Affinity, AWholeNumberReadsBackFromReal) { EXPECT_TRUE(reads_back("5", true)); }

TEST(Affinity, MoreDigitsThanARealHasDoNotReadBack) { EXPECT_FALSE(reads_back("1234567890123456", true)); }

TEST(Affinity, TextsTurnIntoNumbersInAColumnOfNumbers)
{
    EXPECT_TRUE(turns_into_number(testing::text_column("zip"), testing::integer_column("zip")));
}

TEST(Affinity, TextsStayInAColumnOfTexts)
{
    EXPECT_FALSE(turns_into_number(testing::text_column("zip"), testing::text_column("zip")));
}

} // namespace
} // namespace tributary::schema_diff
