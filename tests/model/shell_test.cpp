#include "merge/model/shell.hpp"

#include <gtest/gtest.h>

namespace tributary::model {
namespace {

TEST(ShellWord, IsThePlainTextWhereTheShellTakesItSo)
{
    EXPECT_EQ(shell_word("./a-b_c/pico.toml"), "./a-b_c/pico.toml");
}

TEST(ShellWord, OfNothingIsTwoQuotes) { EXPECT_EQ(shell_word(""), "''"); }

TEST(ShellWord, IsInQuotesWhereThereIsABlank) { EXPECT_EQ(shell_word("my plan.toml"), "'my plan.toml'"); }

TEST(ShellWord, LeavesItsQuotesForAQuote) { EXPECT_EQ(shell_word("it's"), R"('it'\''s')"); }

TEST(ShellWord, KeepsTheShellFromReplacingAnything) { EXPECT_EQ(shell_word("$HOME`x`*~"), "'$HOME`x`*~'"); }

TEST(ShellWord, QuotesWhatIsNotAscii) { EXPECT_EQ(shell_word("plän"), "'plän'"); }

} // namespace
} // namespace tributary::model
