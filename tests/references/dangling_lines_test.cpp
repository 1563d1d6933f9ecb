#include "merge/plan/proposed_lines.hpp"
#include "merge/references/dangling_lines.hpp"

#include <gtest/gtest.h>

#include <array>

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

TEST(DanglingLines, AreAnAlternativeForEachWord)
{
    EXPECT_EQ(plan::proposed_lines(dangling_lines(by_author(), words)).size(), 3U);
}

TEST(DanglingLines, AreChosenByTheWordsKeepAndDrop)
{
    EXPECT_EQ(plan::decisions_for(plan::proposed_lines(dangling_lines(by_author(), words))), "keep, accept:2, drop");
}

TEST(DanglingLines, NameTheReference)
{
    EXPECT_EQ(plan::proposed_lines(dangling_lines(by_author(), words)).at(0).lines,
              "[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\ndangling = \"keep\"\n");
}

TEST(DanglingLines, RepeatAllThatTheReferenceOfThePlanSays)
{
    auto reference = by_author();
    reference.when = "kind = 'user'";
    reference.path = "$.by";
    reference.format = model::Format::php;
    EXPECT_EQ(
        plan::proposed_lines(dangling_lines(reference, words)).at(1).lines,
        "[[reference]]\ncolumn = \"posts.author_id\"\nto = \"users.id\"\nwhen = \"kind = 'user'\"\npath = \"$.by\"\n"
        "format = \"php\"\ndangling = \"null\"\n");
}

} // namespace
} // namespace tributary::references
