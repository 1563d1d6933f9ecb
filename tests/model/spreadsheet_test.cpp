#include "merge/model/spreadsheet.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace tributary::model {
namespace {

/// Texts that begin with what matters here.
rc::Gen<std::string> cells() { return rc::gen::container<std::string>(rc::gen::elementOf(std::string("'=+-@\t\ra"))); }

TEST(Mark, StandsBeforeAFormula) { EXPECT_EQ(with_mark("=1+1"), "'=1+1"); }

TEST(Mark, StandsBeforeAMention) { EXPECT_EQ(with_mark("@ann"), "'@ann"); }

TEST(Mark, StandsBeforeATab) { EXPECT_EQ(with_mark("\t=1"), "'\t=1"); }

TEST(Mark, IsNotNeededInsideAText) { EXPECT_EQ(with_mark("a=b"), "a=b"); }

TEST(Mark, IsNotNeededBeforeAnApostropheAlone) { EXPECT_EQ(with_mark("'ann'"), "'ann'"); }

TEST(Mark, StandsBeforeAnApostropheThatWouldPassForOne) { EXPECT_EQ(with_mark("'=a"), "''=a"); }

TEST(Mark, IsTakenOffAFormula) { EXPECT_EQ(without_mark("'-a"), "-a"); }

TEST(Mark, IsNoApostropheOfAName) { EXPECT_EQ(without_mark("'ann"), "'ann"); }

TEST(Mark, MayBeMissingInWhatAPersonWrote) { EXPECT_EQ(without_mark("-a"), "-a"); }

RC_GTEST_PROP(Mark, GivesBackEveryText, ())
{
    auto const text = *cells();
    RC_ASSERT(without_mark(with_mark(text)) == text);
}

RC_GTEST_PROP(Mark, LeavesNoCellThatBeginsAFormula, ())
{
    auto const cell = with_mark(*cells());
    RC_ASSERT(cell.find_first_of("=+-@\t\r") != 0);
}

} // namespace
} // namespace tributary::model
