#include "merge/undeclared/phrase.hpp"

#include <gtest/gtest.h>

namespace tributary::undeclared {
namespace {

using Looks = Suspect::Looks;

Suspect votes_post()
{
    Suspect suspect;
    suspect.table = "votes";
    suspect.column = "post_id";
    suspect.type = "integer";
    return suspect;
}

TEST(Phrase, NamesTheTableThatAColumnIsNamedAfter)
{
    EXPECT_EQ(phrase(votes_post(), Looks::id_of_table, {{"posts", "id"}, false}, ""),
              "integer column named like an id of posts");
}

TEST(Phrase, NamesTheColumnOfKindsAndThoseThatMeanRows)
{
    auto suspect = votes_post();
    suspect.kind_column = "post_kind";
    EXPECT_EQ(phrase(suspect, Looks::kind_and_id, {{"users", "id"}}, "Post, Page"),
              "id of rows whose kind is in \"post_kind\" (Post, Page)");
}

} // namespace
} // namespace tributary::undeclared
