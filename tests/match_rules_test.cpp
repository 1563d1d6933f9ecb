#include "rules/all.hpp"
#include "rules/rules.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace tributary::rules {
namespace {

using testing::account;
using testing::key;
using Accounts = std::vector<model::Account>;
using Pairs = std::vector<std::pair<model::AccountIndex, model::AccountIndex>>;

/// Each pair once, in order: a pair may come twice, and in no particular order.
Pairs joined(model::MatchRule const &rule, Accounts const &accounts)
{
    Pairs pairs;
    for (auto const &match : rule.find(accounts)) {
        pairs.emplace_back(match.first, match.second);
    }
    std::sort(pairs.begin(), pairs.end());
    pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
    return pairs;
}

TEST(MatchRules, AreKnownByTheNamesOfThePlanFile)
{
    std::vector<std::string_view> names;
    std::transform(match_rules().begin(), match_rules().end(), std::back_inserter(names),
                   [](auto const &rule) { return rule.name; });
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string_view>{"same-key", "same-key-set", "same-name-and-key",
                                                    "same-name-and-key-set"}));
}

TEST(MatchRules, SignTheirMatches)
{
    auto const matches = same_key.find(Accounts{account(0, "ann", {key(1)}), account(1, "bob", {key(1)})});
    EXPECT_EQ(matches.at(0).rule, "same-key");
}

TEST(MatchRules, FindNothingWithoutAccounts) { EXPECT_EQ(joined(same_name_and_key, {}), Pairs{}); }

TEST(SameNameAndKey, JoinsTwoAccountsWithTheSameNameAndASharedKey)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {key(1)}), account(1, "bob", {key(1)})}), (Pairs{{0, 1}}));
}

TEST(SameNameAndKey, AsksForOneSharedKeyOnly)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {key(1), key(2)}), account(1, "bob", {key(2), key(3)})}),
              (Pairs{{0, 1}}));
}

TEST(SameNameAndKey, DoesNotJoinAnotherName)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "ann", {key(1)}), account(1, "bob", {key(1)})}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinANameInAnotherCase)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {key(1)}), account(1, "Bob", {key(1)})}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinAnotherKey)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {key(1)}), account(1, "bob", {key(2)})}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinAccountsWithoutKeys)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob"), account(1, "bob")}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinAccountsWithoutNames)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, std::nullopt, {key(1)}), account(1, std::nullopt, {key(1)})}),
              Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinAccountsWithEmptyNames)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "", {key(1)}), account(1, "", {key(1)})}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinTwoAccountsOfOneService)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {key(1)}), account(0, "bob", {key(1)})}), Pairs{});
}

TEST(SameNameAndKey, JoinsAllThreeServices)
{
    EXPECT_EQ(joined(same_name_and_key,
                     {account(0, "bob", {key(1)}), account(1, "bob", {key(1)}), account(2, "bob", {key(1)})}),
              (Pairs{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(SameNameAndKey, JoinsThreeServicesByADifferentKeyEach)
{
    EXPECT_EQ(joined(same_name_and_key,
                     {account(0, "bob", {key(1)}), account(1, "bob", {key(1), key(2)}), account(2, "bob", {key(2)})}),
              (Pairs{{0, 1}, {1, 2}}));
}

TEST(SameNameAndKey, PassesOverADeployKeyOnAccountsOfOtherNames)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "ann", {key(9)}), account(0, "bob", {key(9)}),
                                         account(1, "bob", {key(9)}), account(1, "cid", {key(9)})}),
              (Pairs{{1, 2}}));
}

TEST(SameKey, JoinsTwoAccountsWithDifferentNames)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {key(1)}), account(1, "bob", {key(1)})}), (Pairs{{0, 1}}));
}

TEST(SameKey, JoinsAccountsWithoutNames)
{
    EXPECT_EQ(joined(same_key, {account(0, std::nullopt, {key(1)}), account(1, "", {key(1)})}), (Pairs{{0, 1}}));
}

TEST(SameKey, DoesNotJoinAnotherKey)
{
    EXPECT_EQ(joined(same_key, {account(0, "bob", {key(1)}), account(1, "bob", {key(2)})}), Pairs{});
}

TEST(SameKey, DoesNotJoinAccountsWithoutKeys)
{
    EXPECT_EQ(joined(same_key, {account(0, "bob"), account(1, "bob")}), Pairs{});
}

TEST(SameKey, DoesNotJoinTwoAccountsOfOneService)
{
    EXPECT_EQ(joined(same_key, {account(1, "ann", {key(1)}), account(1, "bob", {key(1)})}), Pairs{});
}

TEST(SameKey, DoesNotJoinAnybodyByADeployKeyOfOneService)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {key(9)}), account(0, "bob", {key(9)}), account(1, "ann", {key(1)})}),
              Pairs{});
}

TEST(SameKey, JoinsBothHoldersOfADeployKeyWithItsHolderInAnotherService)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {key(9)}), account(0, "bob", {key(9)}), account(1, "cid", {key(9)})}),
              (Pairs{{0, 2}, {1, 2}}));
}

TEST(SameKey, JoinsTheHolderOfADeployKeyWithBothHoldersInAnotherService)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {key(9)}), account(1, "bob", {key(9)}), account(1, "cid", {key(9)})}),
              (Pairs{{0, 1}, {0, 2}}));
}

TEST(SameKey, JoinsAllThreeServices)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {key(1)}), account(1, "bob", {key(1)}), account(2, "cid", {key(1)})}),
              (Pairs{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(SameKey, JoinsServicesThatAreNotNeighbours)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {key(1)}), account(1, "bob", {key(2)}), account(2, "cid", {key(1)})}),
              (Pairs{{0, 2}}));
}

TEST(SameKeySet, JoinsAccountsWithExactlyTheSameKeys)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "ann", {key(1), key(2)}), account(1, "bob", {key(1), key(2)})}),
              (Pairs{{0, 1}}));
}

TEST(SameKeySet, DoesNotJoinAnAccountWithOneKeyMore)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "bob", {key(1)}), account(1, "bob", {key(1), key(2)})}), Pairs{});
}

TEST(SameKeySet, DoesNotJoinAccountsWithoutKeys)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "bob"), account(1, "bob")}), Pairs{});
}

TEST(SameKeySet, JoinsAccountsWithoutNames)
{
    EXPECT_EQ(joined(same_key_set, {account(0, std::nullopt, {key(1)}), account(1, std::nullopt, {key(1)})}),
              (Pairs{{0, 1}}));
}

TEST(SameKeySet, DoesNotJoinTwoAccountsOfOneService)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "ann", {key(1)}), account(0, "bob", {key(1)})}), Pairs{});
}

TEST(SameKeySet, JoinsAllThreeServices)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "a", {key(1)}), account(1, "b", {key(1)}), account(2, "c", {key(1)})}),
              (Pairs{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(SameNameAndKeySet, JoinsAccountsWithTheSameNameAndExactlyTheSameKeys)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "bob", {key(1), key(2)}), account(1, "bob", {key(1), key(2)})}),
              (Pairs{{0, 1}}));
}

TEST(SameNameAndKeySet, DoesNotJoinAnAccountWithOneKeyMore)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "bob", {key(1)}), account(1, "bob", {key(1), key(2)})}),
              Pairs{});
}

TEST(SameNameAndKeySet, DoesNotJoinAnotherName)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "ann", {key(1)}), account(1, "bob", {key(1)})}), Pairs{});
}

TEST(SameNameAndKeySet, DoesNotJoinAccountsWithoutKeys)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "bob"), account(1, "bob")}), Pairs{});
}

TEST(SameNameAndKeySet, DoesNotJoinAccountsWithoutNames)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, std::nullopt, {key(1)}), account(1, std::nullopt, {key(1)})}),
              Pairs{});
}

TEST(SameNameAndKeySet, DoesNotJoinAccountsWithEmptyNames)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "", {key(1)}), account(1, "", {key(1)})}), Pairs{});
}

TEST(SameNameAndKeySet, JoinsAllThreeServices)
{
    EXPECT_EQ(joined(same_name_and_key_set,
                     {account(0, "bob", {key(1)}), account(1, "bob", {key(1)}), account(2, "bob", {key(1)})}),
              (Pairs{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(SharedKeys, AreThoseThatBothHold)
{
    EXPECT_EQ(model::shared_keys(account(0, "a", {key(1), key(2), key(4)}), account(1, "b", {key(2), key(3), key(4)})),
              (std::vector{key(2), key(4)}));
}

TEST(SharedKeys, AreNoneWhereOneHoldsNone)
{
    EXPECT_TRUE(model::shared_keys(account(0, "a", {key(1)}), account(1, "b")).empty());
}

} // namespace
} // namespace tributary::rules
