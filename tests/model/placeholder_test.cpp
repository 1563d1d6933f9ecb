#include "merge/model/placeholder.hpp"

#include <gtest/gtest.h>

namespace tributary::model {
namespace {

TEST(Placeholder, IsTheEmptyText) { EXPECT_TRUE(is_placeholder("")); }

TEST(Placeholder, IsADash) { EXPECT_TRUE(is_placeholder("-")); }

TEST(Placeholder, IsAnAtSign) { EXPECT_TRUE(is_placeholder("@")); }

TEST(Placeholder, IsABlankThatDoesNotBreak) { EXPECT_TRUE(is_placeholder("\u00a0\u3000\u200b")); }

TEST(Placeholder, IsAWordForNothingInAnyCase) { EXPECT_TRUE(is_placeholder(" N/A\t")); }

TEST(Placeholder, IsNotAName) { EXPECT_FALSE(is_placeholder("ann")); }

TEST(Placeholder, IsNotANumber) { EXPECT_FALSE(is_placeholder("0")); }

TEST(Placeholder, IsNotANameInAnotherScript) { EXPECT_FALSE(is_placeholder("\u5f20")); }

TEST(Placeholder, IsNotAWordThatBeginsLikeOne) { EXPECT_FALSE(is_placeholder("nullable")); }

} // namespace
} // namespace tributary::model
