#include "merge/discovery/guess_words.hpp"

#include <gtest/gtest.h>

namespace tributary::discovery {
namespace {

TEST(HasOneOf, IsFalseOfNoWords) { EXPECT_FALSE(has_one_of({}, {"key"})); }

TEST(HasOneOf, AsksForWholeWords)
{
    EXPECT_FALSE(has_one_of({"keyboard"}, {"key"}));
    EXPECT_TRUE(has_one_of({"public", "key"}, {"key"}));
}

} // namespace
} // namespace tributary::discovery
