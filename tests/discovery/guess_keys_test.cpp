#include "merge/discovery/guess.hpp"
#include "tests/testing/guessing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <vector>

namespace tributary::discovery {
namespace {

using testing::foreign_key;
using testing::integer_column;
using testing::primary_key;
using testing::schema;
using testing::Services;
using testing::table;
using testing::text_column;
using testing::users_called;

/// `table.column` of each candidate in a service with users and this table.
std::vector<std::string> candidates(model::Table const &keys)
{
    Services services({schema({users_called("users"), keys})});
    std::vector<std::string> result;
    auto const found = keys_candidates(services.shape(), services.sources, services.users());
    std::transform(found.begin(), found.end(), std::back_inserter(result),
                   [](auto const &one) { return one.table + "." + one.column; });
    return result;
}

model::Table of_user(std::string const &name, std::vector<model::Column> columns)
{
    columns.insert(columns.begin(), {integer_column("id"), integer_column("user_id")});
    return table(name, columns, {primary_key({"id"})}, {foreign_key({"user_id"}, "users", {"id"})});
}

KeysGuess guess(int score, std::int64_t values, std::int64_t ssh)
{
    KeysGuess result;
    result.score = score;
    result.values = values;
    result.ssh = ssh;
    return result;
}

using Names = std::vector<std::string>;

TEST(KeysCandidates, AreNoneThatAreNoTexts)
{
    EXPECT_EQ(candidates(of_user("public_keys", {integer_column("public_key")})), Names{});
}

TEST(KeysCandidates, AreNoneThatAreSecret)
{
    EXPECT_EQ(candidates(of_user("keys", {text_column("private_key"), text_column("session_key")})), Names{});
}

TEST(KeysCandidates, AreNoneOfATableOfLicenses)
{
    EXPECT_EQ(candidates(of_user("license_keys", {text_column("key")})), Names{});
}

TEST(KeysCandidates, AreThoseOfAnyTableWhereTheColumnLeavesNoDoubt)
{
    EXPECT_EQ(candidates(of_user("devices", {text_column("sshkey")})), Names{"devices.sshkey"});
}

TEST(KeysCandidates, AreNoneOfWhichNobodyCanTellWhoseTheyAre)
{
    EXPECT_EQ(
        candidates(table("public_keys", {integer_column("id"), text_column("public_key")}, {primary_key({"id"})})),
        Names{});
}

TEST(KeysCandidates, AreThoseOfAnOwnerThatNoForeignKeyDeclares)
{
    EXPECT_EQ(
        candidates(table("public_keys", {integer_column("id"), integer_column("owner"), text_column("public_key")},
                         {primary_key({"id"})})),
        Names{"public_keys.public_key"});
}

TEST(BestKeys, AreNoneOfNoCandidates) { EXPECT_FALSE(best_keys({}).has_value()); }

TEST(BestKeys, AreNoneBelowAScoreOfFifty)
{
    EXPECT_FALSE(best_keys({guess(49, 0, 0)}).has_value());
    EXPECT_TRUE(best_keys({guess(50, 0, 0)}).has_value());
}

TEST(BestKeys, CountMoreWhereMoreThanHalfAreSshKeys)
{
    EXPECT_FALSE(best_keys({guess(10, 4, 2)}).has_value());
    EXPECT_TRUE(best_keys({guess(10, 4, 3)}).has_value());
}

TEST(BestKeys, AreTheFirstOfTwoThatAreAlike)
{
    auto first = guess(60, 0, 0);
    first.column = "first";
    auto second = guess(60, 0, 0);
    second.column = "second";
    EXPECT_EQ(best_keys({first, second})->column, "first");
}

TEST(BeginsLikeSsh, IsTrueOfEachType)
{
    EXPECT_TRUE(begins_like_ssh("ssh-rsa AAAA"));
    EXPECT_TRUE(begins_like_ssh("ecdsa-sha2-nistp256 AAAA"));
    EXPECT_TRUE(begins_like_ssh("sk-ssh-ed25519@openssh.com AAAA"));
}

TEST(BeginsLikeSsh, IsFalseOfTheWordAlone)
{
    EXPECT_FALSE(begins_like_ssh("ssh-rsa"));
    EXPECT_FALSE(begins_like_ssh(""));
}

TEST(BeginsLikeSsh, IsTrueBehindATab) { EXPECT_TRUE(begins_like_ssh("no-pty\tssh-rsa AAAA")); }

} // namespace
} // namespace tributary::discovery
