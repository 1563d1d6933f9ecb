#include "merge/undeclared/documents.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using Words = std::vector<std::string>;

/// The paths to what is in a value of the column `data`, behind the last name on the way to it.
Words found(std::string_view text)
{
    Words result;
    walk_document("data", text, [&](Inner const &inner) {
        auto const *const is = inner.is == Inner::Is::key       ? " key"
                               : inner.is == Inner::Is::element ? " element"
                               : inner.is == Inner::Is::entry   ? " entry"
                                                                : "";
        result.push_back(inner.names.back() + " " + inner.path + is);
    });
    return result;
}

TEST(Documents, OfJsonHaveMembersAndElements)
{
    EXPECT_EQ(found(R"({"a": 1, "b": [2], "c": {"7": 3}})"),
              (Words{"a $.a", "b $.b[*] element", "c $.c key", "c $.c.* entry"}));
}

TEST(Documents, OfPhpHaveMembersAndElements)
{
    EXPECT_EQ(found(R"(a:2:{s:1:"a";i:1;s:1:"b";a:1:{i:0;i:2;}})"), (Words{"a $.a", "b $.b[*] element"}));
}

TEST(Documents, OfPhpHaveKeysWhereTheyAreNoPlaces)
{
    EXPECT_EQ(found(R"(a:1:{s:1:"b";a:1:{i:7;i:2;}})"), (Words{"b $.b key", "b $.b[*] element"}));
}

TEST(Documents, OfPhpMayMixKeys)
{
    EXPECT_EQ(found(R"(a:3:{i:0;i:1;s:1:"a";i:2;i:1;i:3;})"),
              (Words{"data $[*] element", "a $.a", "data $[*] element"}));
}

TEST(Documents, GoOnInStrings)
{
    EXPECT_EQ(found(R"({"a": "a:1:{s:1:\"b\";s:8:\"{\"c\": 1}\";}", "d": 2})"), (Words{"c $.a.b.c", "d $.d"}));
}

TEST(Documents, GoOnBehindAStringThatIsNone)
{
    EXPECT_EQ(found(R"({"a": "[x] {y}", "b": {"c": "[no]", "d": 1}})"), (Words{"a $.a", "c $.b.c", "d $.b.d"}));
}

TEST(Documents, AreNoTexts)
{
    EXPECT_EQ(walk_document("data", "words", [](Inner const &) {}), std::nullopt);
}

TEST(Documents, AreNotCutOff)
{
    EXPECT_EQ(walk_document("data", R"(a:1:{s:4:"user";i:1)", [](Inner const &) {}), std::nullopt);
}

} // namespace
} // namespace tributary::undeclared
