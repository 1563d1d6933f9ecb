#include "rules/all.hpp"
#include "rules/rules.hpp"
#include "tests/testing/matching.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

namespace tributary::rules {
namespace {

using testing::account;
using Accounts = std::vector<model::Account>;
using Pairs = std::vector<std::pair<model::AccountIndex, model::AccountIndex>>;

Pairs joined(model::MatchRule const &rule, Accounts const &accounts, model::Folding const &folding = fold_none)
{
    Pairs pairs;
    for (auto const &match : testing::matched(rule, accounts, folding)) {
        pairs.emplace_back(match.first, match.second);
    }
    return pairs;
}

/// What the rule joins where the plan's `where` admits these alone.
Pairs joined_among(std::vector<model::AccountIndex> const &among, model::MatchRule const &rule,
                   Accounts const &accounts)
{
    Pairs pairs;
    auto const names = identity::fold_names(accounts, fold_none);
    for (auto const &match : rule.find({accounts, among, names.of, names.texts})) {
        pairs.emplace_back(match.first, match.second);
    }
    return pairs;
}

bool by_text(model::MatchRule const &rule)
{
    return testing::found(rule, {account(0, "bob", {1}), account(1, "bob", {1})}).at(0).by_text;
}

TEST(MatchRules, AreKnownByTheNamesOfThePlanFile)
{
    std::vector<std::string_view> names;
    std::transform(match_rules().begin(), match_rules().end(), std::back_inserter(names),
                   [](auto const &rule) { return rule.name; });
    std::sort(names.begin(), names.end());
    EXPECT_EQ(names, (std::vector<std::string_view>{"same-column", "same-key", "same-key-set", "same-name-and-key",
                                                    "same-name-and-key-set"}));
}

TEST(MatchRules, SignTheirMatches)
{
    auto const matches = testing::found(same_key, {account(0, "ann", {1}), account(1, "bob", {1})});
    EXPECT_EQ(matches.at(0).rule, "same-key");
}

TEST(MatchRules, SayWhetherTheAccountsAgreeInMoreThanKeys)
{
    EXPECT_TRUE(by_text(same_name_and_key));
    EXPECT_TRUE(by_text(same_name_and_key_set));
    EXPECT_TRUE(by_text(same_column));
    EXPECT_FALSE(by_text(same_key));
    EXPECT_FALSE(by_text(same_key_set));
}

TEST(MatchRules, JoinOnlyThoseWhomThePlanAdmits)
{
    Accounts const bobs{account(0, "bob", {1}), account(1, "bob", {1}), account(2, "bob", {1})};
    EXPECT_EQ(joined_among({0, 2}, same_name_and_key, bobs), (Pairs{{0, 2}}));
    EXPECT_EQ(joined_among({0, 2}, same_name_and_key_set, bobs), (Pairs{{0, 2}}));
    EXPECT_EQ(joined_among({0, 2}, same_key, bobs), (Pairs{{0, 2}}));
    EXPECT_EQ(joined_among({0, 2}, same_key_set, bobs), (Pairs{{0, 2}}));
    EXPECT_EQ(joined_among({0, 2}, same_column, bobs), (Pairs{{0, 2}}));
}

TEST(MatchRules, FindNothingWithoutAccounts) { EXPECT_EQ(joined(same_name_and_key, {}), Pairs{}); }

TEST(SameNameAndKey, JoinsTwoAccountsWithTheSameNameAndASharedKey)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {1}), account(1, "bob", {1})}), (Pairs{{0, 1}}));
}

TEST(SameNameAndKey, AsksForOneSharedKeyOnly)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {1, 2}), account(1, "bob", {2, 3})}), (Pairs{{0, 1}}));
}

TEST(SameNameAndKey, DoesNotJoinAnotherName)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "ann", {1}), account(1, "bob", {1})}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinANameInAnotherCase)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {1}), account(1, "Bob", {1})}), Pairs{});
}

TEST(SameNameAndKey, JoinsANameInAnotherCaseWhereThePlanFoldsIt)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {1}), account(1, "Bob", {1})}, fold_case), (Pairs{{0, 1}}));
}

TEST(SameNameAndKey, DoesNotJoinAnotherKey)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {1}), account(1, "bob", {2})}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinAccountsWithoutKeys)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob"), account(1, "bob")}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinAccountsWithoutNames)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, std::nullopt, {1}), account(1, std::nullopt, {1})}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinAccountsWithEmptyNames)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "", {1}), account(1, "", {1})}), Pairs{});
}

TEST(SameNameAndKey, DoesNotJoinTwoAccountsOfOneService)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {1}), account(0, "bob", {1})}), Pairs{});
}

TEST(SameNameAndKey, JoinsAllThreeServices)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {1}), account(1, "bob", {1}), account(2, "bob", {1})}),
              (Pairs{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(SameNameAndKey, JoinsThreeServicesByADifferentKeyEach)
{
    EXPECT_EQ(joined(same_name_and_key, {account(0, "bob", {1}), account(1, "bob", {1, 2}), account(2, "bob", {2})}),
              (Pairs{{0, 1}, {1, 2}}));
}

TEST(SameNameAndKey, PassesOverADeployKeyOnAccountsOfOtherNames)
{
    EXPECT_EQ(joined(same_name_and_key,
                     {account(0, "ann", {9}), account(0, "bob", {9}), account(1, "bob", {9}), account(1, "cid", {9})}),
              (Pairs{{1, 2}}));
}

TEST(SameKey, JoinsTwoAccountsWithDifferentNames)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {1}), account(1, "bob", {1})}), (Pairs{{0, 1}}));
}

TEST(SameKey, JoinsAccountsWithoutNames)
{
    EXPECT_EQ(joined(same_key, {account(0, std::nullopt, {1}), account(1, "", {1})}), (Pairs{{0, 1}}));
}

TEST(SameKey, DoesNotJoinAnotherKey)
{
    EXPECT_EQ(joined(same_key, {account(0, "bob", {1}), account(1, "bob", {2})}), Pairs{});
}

TEST(SameKey, DoesNotJoinAccountsWithoutKeys)
{
    EXPECT_EQ(joined(same_key, {account(0, "bob"), account(1, "bob")}), Pairs{});
}

TEST(SameKey, DoesNotJoinTwoAccountsOfOneService)
{
    EXPECT_EQ(joined(same_key, {account(1, "ann", {1}), account(1, "bob", {1})}), Pairs{});
}

TEST(SameKey, DoesNotJoinAnybodyByADeployKeyOfOneService)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {9}), account(0, "bob", {9}), account(1, "ann", {1})}), Pairs{});
}

TEST(SameKey, JoinsBothHoldersOfADeployKeyWithItsHolderInAnotherService)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {9}), account(0, "bob", {9}), account(1, "cid", {9})}),
              (Pairs{{0, 2}, {1, 2}}));
}

TEST(SameKey, JoinsTheHolderOfADeployKeyWithBothHoldersInAnotherService)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {9}), account(1, "bob", {9}), account(1, "cid", {9})}),
              (Pairs{{0, 1}, {0, 2}}));
}

TEST(SameKey, JoinsAllThreeServices)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {1}), account(1, "bob", {1}), account(2, "cid", {1})}),
              (Pairs{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(SameKey, JoinsServicesThatAreNotNeighbours)
{
    EXPECT_EQ(joined(same_key, {account(0, "ann", {1}), account(1, "bob", {2}), account(2, "cid", {1})}),
              (Pairs{{0, 2}}));
}

TEST(SameKey, JoinsEveryTwoOfASmallGroup)
{
    EXPECT_EQ(
        joined(same_key, {account(0, "a", {9}), account(0, "b", {9}), account(1, "c", {9}), account(1, "d", {9})}),
        (Pairs{{0, 2}, {0, 3}, {1, 2}, {1, 3}}));
}

TEST(SameKey, ConnectsALargeGroupWithFewPairs)
{
    Accounts accounts(500, account(0, "a", {9}));
    accounts.resize(1000, account(1, "b", {9}));
    EXPECT_EQ(joined(same_key, accounts).size(), 999U);
}

TEST(SameKeySet, JoinsAccountsWithExactlyTheSameKeys)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "ann", {1, 2}), account(1, "bob", {1, 2})}), (Pairs{{0, 1}}));
}

TEST(SameKeySet, DoesNotJoinAnAccountWithOneKeyMore)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "bob", {1}), account(1, "bob", {1, 2})}), Pairs{});
}

TEST(SameKeySet, DoesNotJoinAccountsWithoutKeys)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "bob"), account(1, "bob")}), Pairs{});
}

TEST(SameKeySet, JoinsAccountsWithoutNames)
{
    EXPECT_EQ(joined(same_key_set, {account(0, std::nullopt, {1}), account(1, std::nullopt, {1})}), (Pairs{{0, 1}}));
}

TEST(SameKeySet, DoesNotJoinTwoAccountsOfOneService)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "ann", {1}), account(0, "bob", {1})}), Pairs{});
}

TEST(SameKeySet, JoinsAllThreeServices)
{
    EXPECT_EQ(joined(same_key_set, {account(0, "a", {1}), account(1, "b", {1}), account(2, "c", {1})}),
              (Pairs{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(SameNameAndKeySet, JoinsAccountsWithTheSameNameAndExactlyTheSameKeys)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "bob", {1, 2}), account(1, "bob", {1, 2})}), (Pairs{{0, 1}}));
}

TEST(SameNameAndKeySet, DoesNotJoinAnAccountWithOneKeyMore)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "bob", {1}), account(1, "bob", {1, 2})}), Pairs{});
}

TEST(SameNameAndKeySet, DoesNotJoinAnotherName)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "ann", {1}), account(1, "bob", {1})}), Pairs{});
}

TEST(SameNameAndKeySet, DoesNotJoinAccountsWithoutKeys)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "bob"), account(1, "bob")}), Pairs{});
}

TEST(SameNameAndKeySet, DoesNotJoinAccountsWithoutNames)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, std::nullopt, {1}), account(1, std::nullopt, {1})}), Pairs{});
}

TEST(SameNameAndKeySet, DoesNotJoinAccountsWithEmptyNames)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "", {1}), account(1, "", {1})}), Pairs{});
}

TEST(SameNameAndKeySet, JoinsAllThreeServices)
{
    EXPECT_EQ(joined(same_name_and_key_set, {account(0, "bob", {1}), account(1, "bob", {1}), account(2, "bob", {1})}),
              (Pairs{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(SameColumn, JoinsTwoAccountsThatAgreeInIt)
{
    EXPECT_EQ(joined(same_column, {account(0, "bob@x.org"), account(1, "bob@x.org")}), (Pairs{{0, 1}}));
}

TEST(SameColumn, DoesNotJoinAnotherValue)
{
    EXPECT_EQ(joined(same_column, {account(0, "ann@x.org", {1}), account(1, "bob@x.org", {1})}), Pairs{});
}

TEST(SameColumn, DoesNotJoinAccountsThatHaveNothingInIt)
{
    EXPECT_EQ(joined(same_column, {account(0, std::nullopt, {1}), account(1, std::nullopt, {1})}), Pairs{});
}

TEST(SameColumn, DoesNotJoinTwoAccountsOfOneService)
{
    EXPECT_EQ(joined(same_column, {account(0, "bob@x.org"), account(0, "bob@x.org")}), Pairs{});
}

TEST(SameColumn, JoinsAllThreeServices)
{
    EXPECT_EQ(joined(same_column, {account(0, "a@x"), account(1, "a@x"), account(2, "a@x")}),
              (Pairs{{0, 1}, {0, 2}, {1, 2}}));
}

TEST(SameColumn, JoinsBothWhoAgreeInOneServiceWithTheOneInAnother)
{
    EXPECT_EQ(joined(same_column, {account(0, "a@x"), account(0, "a@x"), account(1, "a@x")}), (Pairs{{0, 2}, {1, 2}}));
}

TEST(SharedKeys, AreThoseThatBothHold)
{
    EXPECT_EQ(model::shared_keys(account(0, "a", {1, 2, 4}), account(1, "b", {2, 3, 4})),
              (std::vector<model::KeyId>{2, 4}));
}

TEST(SharedKeys, AreNoneWhereOneHoldsNone)
{
    EXPECT_TRUE(model::shared_keys(account(0, "a", {1}), account(1, "b")).empty());
}

} // namespace
} // namespace tributary::rules
