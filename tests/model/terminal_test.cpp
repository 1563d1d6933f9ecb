#include "merge/model/terminal.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace tributary::model {
namespace {

TEST(Printable, LeavesTextAsItIs) { EXPECT_EQ(printable("jürgen €😀 \\x"), "jürgen €😀 \\x"); }

TEST(Printable, ShowsAnEscape) { EXPECT_EQ(printable("\x1b[31mred"), "\\x1b[31mred"); }

TEST(Printable, ShowsWhatLineFeedsReturnsAndTabsAre) { EXPECT_EQ(printable("a\nb\rc\td"), "a\\nb\\rc\\td"); }

TEST(Printable, ShowsAZeroByte) { EXPECT_EQ(printable(std::string_view("a\0b", 3)), "a\\x00b"); }

TEST(Printable, ShowsDelete) { EXPECT_EQ(printable("\x7f"), "\\x7f"); }

TEST(Printable, ShowsC1ControlsAsCharacters)
{
    EXPECT_EQ(printable("\xc2\x9b"
                        "31m"),
              "\\u009b31m");
}

TEST(Printable, ShowsBidirectionalOverrides) { EXPECT_EQ(printable("a\u202egpj.exe"), "a\\u202egpj.exe"); }

TEST(Printable, ShowsIsolates) { EXPECT_EQ(printable("\u2066\u2069"), "\\u2066\\u2069"); }

TEST(Printable, ShowsMarksOfDirection) { EXPECT_EQ(printable("\u200e\u200f"), "\\u200e\\u200f"); }

TEST(Printable, ShowsSeparatorsOfLinesAndParagraphs) { EXPECT_EQ(printable("\u2028\u2029"), "\\u2028\\u2029"); }

TEST(Printable, ShowsASpaceOfNoWidth) { EXPECT_EQ(printable("ann\u200b"), "ann\\u200b"); }

TEST(Printable, ShowsTagsByEightDigits) { EXPECT_EQ(printable("\U000e0041"), "\\U000e0041"); }

TEST(Printable, ShowsBytesThatAreNotUtf8)
{
    EXPECT_EQ(printable("a\xff\x9b"
                        "b"),
              "a\\xff\\x9bb");
}

TEST(Printable, ShowsACharacterThatIsCutOff) { EXPECT_EQ(printable("a\xe2\x82"), "a\\xe2\\x82"); }

TEST(Printable, ShowsAnOverlongEscapeByItsBytes) { EXPECT_EQ(printable("\xc0\x9b"), "\\xc0\\x9b"); }

TEST(Printable, ShowsAHalfOfASurrogatePairByItsBytes) { EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80"); }

TEST(Printable, KeepsTheLinesOfSeveral) { EXPECT_EQ(printable_lines("a\n\tb\x1b"), "a\n\tb\\x1b"); }

RC_GTEST_PROP(Printable, HoldsNoControlCharacter, (std::string const &text))
{
    auto const shown = printable(text);
    RC_ASSERT(std::none_of(shown.begin(), shown.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }));
}

RC_GTEST_PROP(Printable, StaysAsItIs, (std::string const &text))
{
    auto const shown = printable(text);
    RC_ASSERT(printable(shown) == shown);
}

TEST(Columns, AreThoseOfCharacters) { EXPECT_EQ(columns_of("jürgen"), 6U); }

TEST(Columns, AreTwoForWideCharacters) { EXPECT_EQ(columns_of("東京x"), 5U); }

TEST(Columns, AreTwoForAnEmoji) { EXPECT_EQ(columns_of("😀"), 2U); }

TEST(Columns, AreNoneForAnAccentThatCombines) { EXPECT_EQ(columns_of("e\u0301"), 1U); }

} // namespace
} // namespace tributary::model
