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
    EXPECT_EQ(phrase(votes_post(), Looks::id_of_table, {{"posts", "id"}, false}, "", "users"),
              "integer column named like an id of posts");
}

TEST(Phrase, NamesTheColumnOfKindsAndThoseThatMeanRows)
{
    auto suspect = votes_post();
    suspect.kind_column = "post_kind";
    EXPECT_EQ(phrase(suspect, Looks::kind_and_id, {{"users", "id"}}, "Post, Page", "users"),
              "id of rows whose kind is in \"post_kind\" (Post, Page)");
}

TEST(Phrase, SaysOfACopyWhoseNameItIs)
{
    auto suspect = votes_post();
    suspect.type = "text";
    suspect.beside = "user_id";
    EXPECT_EQ(phrase(suspect, Looks::copy_of_name, {{"users", "name"}}, "", "users"),
              "text column that is the name of the user in \"user_id\"");
    suspect.table = "users";
    EXPECT_EQ(phrase(suspect, Looks::copy_of_name, {{"users", "name"}}, "", "users"),
              "text column that is the user's own name");
}

} // namespace
} // namespace tributary::undeclared
