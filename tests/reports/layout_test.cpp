#include "merge/model/terminal.hpp"
#include "reports/layout.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tributary::reports {
namespace {

using Lines = std::vector<std::string>;
using Widths = std::vector<std::size_t>;

TEST(WithoutMiddle, LeavesWhatFits) { EXPECT_EQ(without_middle("prose/bob", 9), "prose/bob"); }

TEST(WithoutMiddle, KeepsBeginningAndEnd) { EXPECT_EQ(without_middle("harbourmaster", 8), "harb…ter"); }

TEST(WithoutMiddle, IsAMarkInOneColumn) { EXPECT_EQ(without_middle("bob", 1), "…"); }

TEST(WithoutMiddle, DoesNotHalveAWideCharacter) { EXPECT_EQ(without_middle("東京東京", 6), "東…京"); }

TEST(WithoutMiddle, KeepsAccentsWithTheirLetters)
{
    EXPECT_EQ(without_middle("ae\u0301bcde\u0301", 4), "ae\u0301…e\u0301");
}

RC_GTEST_PROP(WithoutMiddle, IsNotWiderThanItsRoom, (std::string const &text, unsigned char room))
{
    RC_PRE(room > 0);
    RC_ASSERT(model::columns_of(without_middle(model::printable(text), room)) <= room);
}

TEST(Wrapped, LeavesWhatFits) { EXPECT_EQ(wrapped("a b", 3), (Lines{"a b"})); }

TEST(Wrapped, IsOneLineOfNothing) { EXPECT_EQ(wrapped("", 3), (Lines{""})); }

TEST(Wrapped, BreaksAtBlanks) { EXPECT_EQ(wrapped("one two three", 8), (Lines{"one two", "three"})); }

TEST(Wrapped, BreaksAtTheBlankBehindAFullLine) { EXPECT_EQ(wrapped("one two", 3), (Lines{"one", "two"})); }

TEST(Wrapped, BreaksAWordThatIsWiderThanALine) { EXPECT_EQ(wrapped("abcdefg", 3), (Lines{"abc", "def", "g"})); }

TEST(Wrapped, EndsWithACharacterThatIsWiderThanALine) { EXPECT_EQ(wrapped("東京", 1), (Lines{"東", "京"})); }

TEST(Fitted, LeavesWhatFits)
{
    EXPECT_EQ(fitted({{.widest = 4, .least = 1}, {.widest = 6, .least = 1}}, 10), (Widths{4, 6}));
}

TEST(Fitted, TakesFromTheWidest)
{
    EXPECT_EQ(fitted({{.widest = 4, .least = 1}, {.widest = 60, .least = 1}}, 20), (Widths{4, 16}));
}

TEST(Fitted, TakesFromTheWidestInEqualParts)
{
    EXPECT_EQ(fitted({{.widest = 40, .least = 1}, {.widest = 60, .least = 1}}, 20), (Widths{10, 10}));
}

TEST(Fitted, LeavesEachColumnItsLeast)
{
    EXPECT_EQ(fitted({{.widest = 40, .least = 15}, {.widest = 60, .least = 1}}, 20), (Widths{15, 5}));
}

TEST(Fitted, IsNothingWhereTheLeastIsTooMuch)
{
    EXPECT_EQ(fitted({{.widest = 40, .least = 15}, {.widest = 60, .least = 6}}, 20), Widths{});
}

} // namespace
} // namespace tributary::reports
