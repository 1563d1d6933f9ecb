#include "merge/discovery/guess_words.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::discovery {
namespace {

using Words = std::vector<std::string>;

TEST(ThingOf, IsTheTableInTheSingular) { EXPECT_EQ(thing_of("post_categories"), (Words{"post", "category"})); }

TEST(ThingOf, LeavesOutWhatSaysNothing) { EXPECT_EQ(thing_of("app_users"), Words{"user"}); }

TEST(ThingOf, LeavesOutAllThatSaysNothing) { EXPECT_EQ(thing_of("tbl_app_users"), Words{"user"}); }

TEST(ThingOf, KeepsTheLastWordWhateverItSays) { EXPECT_EQ(thing_of("app"), Words{"app"}); }

TEST(ThingOf, KnowsWordsByTheirCapitals) { EXPECT_EQ(thing_of("AppUsers"), Words{"user"}); }

TEST(HasOneOf, IsFalseOfNoWords) { EXPECT_FALSE(has_one_of({}, {"key"})); }

TEST(HasOneOf, AsksForWholeWords)
{
    EXPECT_FALSE(has_one_of({"keyboard"}, {"key"}));
    EXPECT_TRUE(has_one_of({"public", "key"}, {"key"}));
}

} // namespace
} // namespace tributary::discovery
