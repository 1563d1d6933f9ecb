#include "merge/discovery/guess.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::discovery {
namespace {

using testing::foreign_key;
using testing::integer_column;
using testing::schema;
using testing::table;
using testing::text_column;

/// Users, and a table of addresses with this column beside address and user.
std::optional<AddressesGuess> guessed(std::string const &beside)
{
    auto const shape = schema({table("users", {integer_column("id"), text_column("name")}),
                               table("emails", {integer_column("user_id"), text_column("address"), text_column(beside)},
                                     {}, {foreign_key({"user_id"}, "users", {"id"})})});
    std::vector<SeenSource> const sources{{"prose", shape}, {"lists", shape}};
    UsersGuess users;
    users.table = "users";
    users.id = "id";
    return guess_addresses(shape, sources, users);
}

TEST(GuessAddresses, FindsThoseWithAMarkThatTheyAreVerified)
{
    auto const found = guessed("is_verified");
    ASSERT_TRUE(found);
    EXPECT_EQ(found->table + "." + found->column + " of " + found->user, "emails.address of user_id");
    EXPECT_EQ(found->verified, "is_verified");
}

TEST(GuessAddresses, FindsThoseWithTheMomentOfIt)
{
    EXPECT_EQ(guessed("confirmed_at")->verified, "confirmed_at IS NOT NULL");
}

TEST(GuessAddresses, FindsNoneThatNobodyVerified) { EXPECT_FALSE(guessed("note")); }

} // namespace
} // namespace tributary::discovery
