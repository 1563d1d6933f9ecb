#include "merge/discovery/readable.hpp"

#include <gtest/gtest.h>

namespace tributary::discovery {
namespace {

bool are_made(std::vector<std::string> const &texts)
{
    Texts all;
    std::for_each(texts.begin(), texts.end(), [&](auto const &text) { all.add(text); });
    return all.are_made();
}

TEST(MadeTexts, AreOfOneLength) { EXPECT_TRUE(are_made({"4xp9fizth7f1tkgxkuxqp1rm3h", "w1tkgxkuxqp1rm3h4xp9fizth7"})); }

TEST(MadeTexts, AreOfHexadecimalDigits)
{
    EXPECT_TRUE(are_made({"0cc175b9c0f1b6a8", "92eb5ffee6ae2fec3ad71c777531578f"}));
}

TEST(MadeTexts, AreNotShort) { EXPECT_FALSE(are_made({"abcd", "efgh"})); }

TEST(MadeTexts, HaveNoBlanks) { EXPECT_FALSE(are_made({"a title of words", "another of words"})); }

TEST(MadeTexts, AreNotSlugs) { EXPECT_FALSE(are_made({"my-first-long-post", "another-rather-long-post"})); }

TEST(MadeTexts, AreThoseOfWhichNothingIsKnown) { EXPECT_TRUE(are_made({})); }

} // namespace
} // namespace tributary::discovery
