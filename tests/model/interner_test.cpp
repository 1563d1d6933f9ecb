#include "merge/model/interner.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::model {
namespace {

/// Interns "0" to "9999".
Interner ten_thousand()
{
    Interner interner;
    for (int i = 0; i < 10'000; ++i) {
        interner.intern(std::to_string(i));
    }
    return interner;
}

TEST(Interner, NumbersTextsFromOne)
{
    Interner interner;
    EXPECT_EQ(interner.intern("a"), 1U);
    EXPECT_EQ(interner.intern("b"), 2U);
}

TEST(Interner, NumbersATextOnce)
{
    Interner interner;
    interner.intern("a");
    interner.intern("b");
    EXPECT_EQ(interner.intern("a"), 1U);
    EXPECT_EQ(interner.size(), 2U);
}

TEST(Interner, FindsWhatWasInterned)
{
    Interner interner;
    interner.intern("a");
    EXPECT_EQ(interner.find("a"), 1U);
}

TEST(Interner, DoesNotFindWhatNobodyInterned)
{
    Interner interner;
    interner.intern("a");
    EXPECT_EQ(interner.find("b"), 0U);
}

TEST(Interner, FindsNothingBeforeTheFirstText) { EXPECT_EQ(Interner().find("a"), 0U); }

TEST(Interner, InternsNothingByLooking)
{
    Interner interner;
    interner.find("a");
    EXPECT_EQ(interner.size(), 0U);
}

TEST(Interner, GivesEachTextBack)
{
    Interner interner;
    interner.intern("ann");
    interner.intern("bob");
    EXPECT_EQ(interner.text(1), "ann");
    EXPECT_EQ(interner.text(2), "bob");
}

TEST(Interner, TakesTheEmptyTextForAText)
{
    Interner interner;
    EXPECT_EQ(interner.intern(""), 1U);
    EXPECT_EQ(interner.find(""), 1U);
    EXPECT_EQ(interner.text(1), "");
}

TEST(Interner, TellsATextFromItsBeginning)
{
    Interner interner;
    interner.intern("ab");
    EXPECT_EQ(interner.find("a"), 0U);
}

TEST(Interner, TellsTwoTextsFromOthersThatAreThemInARow)
{
    Interner interner;
    interner.intern("ab");
    interner.intern("c");
    EXPECT_EQ(interner.find("bc"), 0U);
    EXPECT_EQ(interner.find("abc"), 0U);
}

TEST(Interner, TakesBytesOfAnyKind)
{
    Interner interner;
    EXPECT_NE(interner.intern(std::string("a\0b", 3)), interner.intern(std::string("a\0c", 3)));
}

TEST(Interner, KeepsItsNumbersAsItGrows)
{
    auto const interner = ten_thousand();
    EXPECT_EQ(interner.find("0"), 1U);
    EXPECT_EQ(interner.find("9999"), 10'000U);
    EXPECT_EQ(interner.text(5001), "5000");
}

TEST(Interner, KeepsItsNumbersWhereRoomIsMadeLater)
{
    auto interner = ten_thousand();
    interner.reserve(100'000, 500'000);
    EXPECT_EQ(interner.find("9999"), 10'000U);
    EXPECT_EQ(interner.intern("new"), 10'001U);
}

TEST(Interner, KeepsItsNumbersWhereLessRoomIsAskedForThanThereIs)
{
    auto interner = ten_thousand();
    interner.reserve(1, 1);
    EXPECT_EQ(interner.find("9999"), 10'000U);
}

TEST(Interner, TakesMoreThanRoomWasMadeFor)
{
    Interner interner;
    interner.reserve(2, 2);
    interner.intern("a");
    interner.intern("b");
    interner.intern("c");
    EXPECT_EQ(interner.find("c"), 3U);
}

} // namespace
} // namespace tributary::model
