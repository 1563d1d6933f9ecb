#include "merge/undeclared/copied_names.hpp"
#include "tests/testing/guessing.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace tributary::undeclared {
namespace {

using testing::integer_column;
using testing::schema;
using testing::table;
using testing::text_column;
using testing::users_called;

struct Copied {
    std::int64_t values = 4;
    std::int64_t names = 4;
    std::int64_t exact = 0;
    std::int64_t lower = 0;
    std::int64_t upper = 0;
};

std::string proposed(Copied const &copied, std::string const &label)
{
    auto const all =
        schema({users_called("users"), table("posts", {integer_column("user_id"), text_column("signed")})});
    mapping::UsersTable users;
    users.table = model::find_table(all, "users");
    users.id = "id";
    Suspect suspect;
    suspect.looks = Suspect::Looks::copy_of_name;
    suspect.table = label;
    suspect.column = "signed";
    suspect.beside = "user_id";
    Tally tally;
    tally.values = copied.values;
    tally.names = copied.names;
    tally.exact_names = copied.exact;
    tally.lower_names = copied.lower;
    tally.upper_names = copied.upper;
    return proposal_of_copies(all, suspect, users, "name", {{&suspect, tally}});
}

TEST(CopiedNames, ReferToTheName)
{
    EXPECT_EQ(proposed({.exact = 4}, "posts"), "[[reference]]\ncolumn = \"posts.signed\"\nto = \"users.name\"");
}

TEST(CopiedNames, KeepNamesOfBefore)
{
    EXPECT_EQ(proposed({.values = 5, .exact = 4}, "posts"),
              "[[reference]]\ncolumn = \"posts.signed\"\nto = \"users.name\"\ndangling = \"keep\"");
}

TEST(CopiedNames, InCapitalsAreComputed)
{
    EXPECT_EQ(
        proposed({.upper = 4}, "posts"),
        "[table.posts.column.signed]\nvalue = 'coalesce((SELECT upper(\"name\") FROM \"merged.users\" WHERE \"id\" = "
        "\"posts\".\"user_id\"), \"posts\".\"signed\")'");
}

TEST(CopiedNames, FollowInTheUsersTableAsTheyAreWritten)
{
    EXPECT_EQ(proposed({.exact = 4}, "users"), "[users]\nfollows = { signed = \"name\" }");
    EXPECT_EQ(proposed({.exact = 1, .lower = 4}, "users"), "[users]\nfollows = { signed = \"lower(name)\" }");
    EXPECT_EQ(proposed({.upper = 4}, "users"), "[users]\nfollows = { signed = \"upper(name)\" }");
}

TEST(CopiedNames, OfNamesWithoutCapitalsAreInSmallLetters)
{
    EXPECT_EQ(proposed({.exact = 4, .lower = 4}, "users"), "[users]\nfollows = { signed = \"lower(name)\" }");
}

} // namespace
} // namespace tributary::undeclared
