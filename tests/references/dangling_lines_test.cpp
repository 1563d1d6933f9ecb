#include "merge/plan/proposed_lines.hpp"
#include "merge/references/dangling_lines.hpp"

#include <gtest/gtest.h>

#include <array>
#include <span>
#include <string>

namespace tributary::references {
namespace {

constexpr std::array<char const *, 3> words{"keep", "null", "drop-row"};

plan::ReferencePlan by_author()
{
    plan::ReferencePlan reference;
    reference.from = {"posts", "author_id"};
    reference.to = {"users", "id"};
    return reference;
}

std::string lines_of(plan::ReferencePlan const &reference)
{
    auto const *const one = &reference;
    return dangling_lines(fix_value, std::span(&one, 1), {"dangling", "lists"}, words);
}

TEST(DanglingLines, AreAnAlternativeForEachWord) { EXPECT_EQ(plan::proposed_lines(lines_of(by_author())).size(), 3U); }

TEST(DanglingLines, AreChosenByTheWordsKeepAndDrop)
{
    EXPECT_EQ(plan::decisions_for(plan::proposed_lines(lines_of(by_author()))), "keep, accept:2, drop");
}

TEST(DanglingLines, NameTheReference)
{
    EXPECT_EQ(plan::proposed_lines(lines_of(by_author())).at(0).lines,
              "[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\ndangling = { lists = \"keep\" }\n");
}

TEST(DanglingLines, RepeatAllThatTheReferenceOfThePlanSays)
{
    auto reference = by_author();
    reference.when = "kind = 'user'";
    reference.path = "$.by";
    reference.format = model::Format::php;
    EXPECT_EQ(
        plan::proposed_lines(lines_of(reference)).at(1).lines,
        "[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\nwhen = \"kind = 'user'\"\npath = \"$.by\"\n"
        "format = \"php\"\ndangling = { lists = \"null\" }\n");
}

TEST(DanglingLines, SayItOfEachReferenceOfAPlace)
{
    auto other = by_author();
    other.path = "$.by";
    auto const one = by_author();
    std::array<plan::ReferencePlan const *, 2> const both{&one, &other};
    EXPECT_EQ(
        plan::proposed_lines(dangling_lines(fix_value, both, {"invalid", "lists"}, words)).at(0).lines,
        "[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\ninvalid = { lists = \"keep\" }\n"
        "[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\npath = \"$.by\"\ninvalid = { lists = \"keep\" }\n");
}

} // namespace
} // namespace tributary::references
