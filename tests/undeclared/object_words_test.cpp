#include "merge/undeclared/object_words.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

TEST(ObjectWords, AreShortWordsOfEachObject)
{
    auto const found =
        words_of_objects(R"([{"id": 7, "type": "user", "text": "two words"}, {"to": {"kind": "a.b"}}])", {});
    ASSERT_TRUE(found);
    ASSERT_EQ(found->size(), 3U);
    EXPECT_EQ(found->at(0), (ObjectWords{{"type", "user", true}}));
    EXPECT_TRUE(found->at(1).empty());
    EXPECT_EQ(found->at(2), (ObjectWords{{"kind", "a.b", true}}));
}

TEST(ObjectWords, AreWhateverIsAskedFor)
{
    auto const found = words_of_objects(R"({"a": "two words", "b": -2, "c": 3})", {"a", "b"});
    EXPECT_EQ(found.value().at(0), (ObjectWords{{"a", "two words", true}, {"b", "-2", false}}));
}

TEST(ObjectWords, AreTheLastOfOneName)
{
    auto const found = words_of_objects(R"({"type": "user", "type": "page"})", {});
    EXPECT_EQ(found.value().at(0), (ObjectWords{{"type", "page", true}}));
}

TEST(ObjectWords, AreNoneOfAnythingElse) { EXPECT_FALSE(words_of_objects("{\"type\": ", {})); }

} // namespace
} // namespace tributary::undeclared
