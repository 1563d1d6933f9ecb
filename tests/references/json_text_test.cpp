#include "merge/references/json_text.hpp"

#include <gtest/gtest.h>

namespace tributary::references {
namespace {

TEST(JsonText, IsEscapedWhereJsonDemandsIt) { EXPECT_EQ(json_string("a\"\\\nä"), R"("a\"\\\u000aä")"); }

TEST(JsonText, IsWrittenAtThesePlaces)
{
    EXPECT_EQ(places_in_json_string(R"("a\nb")"), (std::vector<std::size_t>{1, 2, 4, 5}));
}

TEST(JsonText, OfAnEscapeIsWrittenWhereTheEscapeBegins)
{
    EXPECT_EQ(places_in_json_string(R"("\u00e9x")"), (std::vector<std::size_t>{1, 1, 7, 8}));
}

TEST(JsonText, IsMeantWithoutEscapes) { EXPECT_EQ(without_json_escapes(R"(a\"\u00e9\x)"), "a\"é\\x"); }

} // namespace
} // namespace tributary::references
