#include "merge/references/nested_ids.hpp"

#include <gtest/gtest.h>

#include <string>

namespace tributary::references {
namespace {

/// The first id at the path in a string, or what is wrong.
std::string first(std::string_view text, std::string_view path, int nested = 0)
{
    auto const steps = read_path(path);
    auto const found = nested_ids(text, steps, false, nested);
    return !found ? "a text" : !found->problem.empty() ? found->problem : found->list.at(0).id;
}

TEST(NestedIds, AreInJson) { EXPECT_EQ(first(R"({"a": 7})", "$.a"), "7"); }

TEST(NestedIds, AreInPhp) { EXPECT_EQ(first(R"(a:1:{s:1:"a";i:7;})", "$.a"), "7"); }

TEST(NestedIds, AreNotInATextInBrackets) { EXPECT_EQ(first("[no] {json}", "$.a"), "a text"); }

TEST(NestedIds, AreTheTextWhereThePathEnds) { EXPECT_EQ(first("{7}", "$"), "a text"); }

TEST(NestedIds, AreNotLookedForBeyondTenDocuments)
{
    EXPECT_EQ(first(R"({"a": 7})", "$.a", most_nested), "is nested too deeply");
}

TEST(Formats, AreToldByTheirLook) { EXPECT_EQ(format_of(" [1] "), model::Format::json); }

TEST(Formats, OfWordsAreNone) { EXPECT_EQ(format_of("words"), std::nullopt); }

} // namespace
} // namespace tributary::references
