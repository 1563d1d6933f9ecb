#include "merge/identity/clusters.hpp"
#include "rules/all.hpp"
#include "tests/testing/matching.hpp"
#include "tests/testing/model.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace tributary::identity {
namespace {

using testing::account;
using Accounts = std::vector<model::Account>;
using Parts = std::vector<std::vector<model::AccountIndex>>;

/// Accounts, what the rules say of them, and which of the keys 1 to 9 several accounts of one service hold.
struct World {
    World(Accounts list, std::vector<model::MatchRule> const &rules)
    {
        population.accounts = std::move(list);
        for (char key = '1'; key <= '9'; ++key) {
            population.keys.intern(std::string(1, key));
        }
        for (auto const &rule : rules) {
            for (auto const &match : testing::matched(rule, population.accounts)) {
                add(match);
            }
        }
    }

    void add(model::Match const &match)
    {
        for (auto const &known : matches) {
            if (known.first == match.first && known.second == match.second) {
                return;
            }
        }
        matches.push_back(match);
    }

    std::vector<Cluster> all() { return identity::clusters(population.accounts, matches); }

    std::optional<Ambiguity> ambiguity() { return ambiguity_of(population.accounts, names.of, crowded(), only()); }

    Parts parts() { return split(population.accounts, names.of, crowded(), only()); }

    std::vector<bool> crowded() const { return crowded_keys(population); }

    model::Population population;
    std::vector<model::Match> matches;
    FoldedNames names;

private:
    Cluster only()
    {
        names = fold_names(population.accounts, rules::fold_none);
        return all().at(0);
    }
};

std::optional<Ambiguity> ambiguity(Accounts const &accounts, model::MatchRule const &rule)
{
    return World(accounts, {rule}).ambiguity();
}

Parts parts(Accounts const &accounts, std::vector<model::MatchRule> const &rules)
{
    return World(accounts, rules).parts();
}

/// By key, from 1.
std::vector<bool> crowded(Accounts const &accounts)
{
    auto result = World(accounts, {}).crowded();
    result.erase(result.begin());
    result.resize(3);
    return result;
}

std::vector<model::MatchRule> const by_name{rules::same_name_and_key};
std::vector<model::MatchRule> const by_key{rules::same_key};
std::vector<model::MatchRule> const by_key_or_column{rules::same_key, rules::same_column};

TEST(Clusters, AreNoneWithoutMatches)
{
    EXPECT_TRUE(World({account(0, "ann", {1}), account(1, "bob", {2})}, by_name).all().empty());
}

TEST(Clusters, HoldTheAccountsThatMatchesConnect)
{
    World world({account(0, "bob", {1}), account(1, "ann", {2}), account(1, "bob", {1})}, by_name);
    EXPECT_EQ(world.all().at(0).accounts, (std::vector<model::AccountIndex>{0, 2}));
}

TEST(Clusters, AreInTheOrderOfTheirFirstAccounts)
{
    World world({account(0, "ann", {1}), account(0, "bob", {2}), account(1, "bob", {2}), account(1, "ann", {1})},
                by_name);
    auto const all = world.all();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].accounts, (std::vector<model::AccountIndex>{0, 3}));
    EXPECT_EQ(all[1].accounts, (std::vector<model::AccountIndex>{1, 2}));
}

TEST(Clusters, HoldTheirOwnMatchesOnly)
{
    World world({account(0, "ann", {1}), account(0, "bob", {2}), account(1, "bob", {2}), account(1, "ann", {1})},
                by_name);
    auto const all = world.all();
    ASSERT_EQ(all.at(1).matches.size(), 1U);
    EXPECT_EQ(all[1].matches[0].first, 1U);
    EXPECT_EQ(all[1].matches[0].second, 2U);
}

TEST(CrowdedKeys, AreThoseOfTwoAccountsOfOneService)
{
    EXPECT_EQ(crowded({account(0, "a", {1, 2}), account(0, "b", {2}), account(1, "c", {3})}),
              (std::vector<bool>{false, true, false}));
}

TEST(CrowdedKeys, AreNotThoseOfOneAccountInEachService)
{
    EXPECT_EQ(crowded({account(0, "a", {1}), account(1, "b", {1}), account(2, "c", {1})}),
              (std::vector<bool>{false, false, false}));
}

TEST(CrowdedKeys, AreThoseOfTwoAccountsOfALaterService)
{
    EXPECT_EQ(crowded({account(0, "a", {1}), account(2, "b", {1}), account(2, "c", {1})}),
              (std::vector<bool>{true, false, false}));
}

TEST(CrowdedKeys, AreThoseOfTwoAccountsWithOthersBetweenThem)
{
    EXPECT_EQ(crowded({account(0, "a", {1}), account(0, "b", {2}), account(0, "c", {1})}),
              (std::vector<bool>{true, false, false}));
}

TEST(Ambiguity, IsNoneBetweenTwoServices)
{
    EXPECT_EQ(ambiguity({account(0, "bob", {1}), account(1, "bob", {1})}, rules::same_name_and_key), std::nullopt);
}

TEST(Ambiguity, IsNoneBetweenThreeServicesThatAllAgree)
{
    EXPECT_EQ(
        ambiguity({account(0, "bob", {1}), account(1, "bob", {1}), account(2, "bob", {1})}, rules::same_name_and_key),
        std::nullopt);
}

TEST(Ambiguity, IsThatOfOneServiceTwiceInTheFirst)
{
    EXPECT_EQ(ambiguity({account(0, "ann", {1}), account(0, "bob", {1}), account(1, "cid", {1})}, rules::same_key),
              Ambiguity::one_service_twice);
}

TEST(Ambiguity, IsThatOfOneServiceTwiceInALater)
{
    EXPECT_EQ(ambiguity({account(0, "ann", {1, 2}), account(1, "bob", {1}), account(1, "cid", {2})}, rules::same_key),
              Ambiguity::one_service_twice);
}

TEST(Ambiguity, IsThatOfAThirdServiceWhereTwoAccountsHaveNoDirectMatch)
{
    EXPECT_EQ(ambiguity({account(0, "bob", {1}), account(1, "bob", {1, 2}), account(2, "bob", {2})},
                        rules::same_name_and_key),
              Ambiguity::third_service);
}

TEST(Ambiguity, IsThatOfADeployKey)
{
    EXPECT_EQ(
        ambiguity({account(0, "ann", {1}), account(1, "bob", {1}), account(2, "x"), account(2, "y")}, rules::same_key),
        std::nullopt);
    World world({account(0, "bob", {1}), account(1, "cid", {1})}, by_key);
    world.population.accounts.push_back(account(2, "x", {1}));
    world.population.accounts.push_back(account(2, "y", {1})); // in nobody's match, as where the plan's `where` says so
    EXPECT_EQ(world.ambiguity(), Ambiguity::shared_key_only);
}

TEST(Ambiguity, IsNoneWhereTheNameAgreesBesideTheDeployKey)
{
    EXPECT_EQ(
        ambiguity({account(0, "ann", {1}), account(0, "bob", {1}), account(1, "bob", {1})}, rules::same_name_and_key),
        std::nullopt);
}

TEST(Ambiguity, IsNoneWhereAnotherKeyIsSharedBesideTheDeployKey)
{
    World world({account(0, "bob", {1, 2}), account(1, "cid", {1, 2})}, by_key);
    world.population.accounts.push_back(account(2, "x", {1}));
    world.population.accounts.push_back(account(2, "y", {1}));
    EXPECT_EQ(world.ambiguity(), std::nullopt);
}

TEST(Ambiguity, IsNoneWhereAColumnAgrees)
{
    EXPECT_EQ(ambiguity({account(0, "bob@x"), account(1, "bob@x")}, rules::same_column), std::nullopt);
}

TEST(Ambiguity, IsThatOfNoNameWhereTheOthersHaveDifferentOnes)
{
    EXPECT_EQ(
        ambiguity({account(0, std::nullopt, {1}), account(1, "ann", {1}), account(2, "bob", {1})}, rules::same_key),
        Ambiguity::no_name);
}

TEST(Ambiguity, IsNoneWhereTheOthersOfANamelessSurvivorAgree)
{
    EXPECT_EQ(ambiguity({account(0, "", {1}), account(1, "bob", {1}), account(2, "bob", {1})}, rules::same_key),
              std::nullopt);
}

TEST(Ambiguity, IsNoneWhereOneOtherOfANamelessSurvivorHasAName)
{
    EXPECT_EQ(ambiguity({account(0, "", {1}), account(1, "bob", {1}), account(2, "", {1})}, rules::same_key),
              std::nullopt);
}

TEST(Ambiguity, IsNoneWhereTheSurvivorHasAName)
{
    EXPECT_EQ(ambiguity({account(0, "ann", {1}), account(1, "bob", {1}), account(2, "cid", {1})}, rules::same_key),
              std::nullopt);
}

TEST(Ambiguity, OfOneServiceTwiceIsGraverThanThatOfAThirdService)
{
    EXPECT_EQ(ambiguity({account(0, "a", {1}), account(1, "b", {1, 2}), account(1, "c", {3}), account(2, "d", {2, 3})},
                        rules::same_key),
              Ambiguity::one_service_twice);
}

TEST(Ambiguity, IsNoneOfAccountsThatTheOperatorJoined)
{
    World world({account(0, "ann"), account(0, "bob")}, {});
    world.add({0, 1, by_operator, true});
    EXPECT_EQ(world.ambiguity(), std::nullopt);
}

TEST(Ambiguity, IsNoneOfAThirdWhoMatchesOneOfTwoThatTheOperatorJoined)
{
    World world({account(0, "ann", {1}), account(1, "bob", {2}), account(2, "bob", {2})}, by_name);
    world.add({0, 1, by_operator, true});
    EXPECT_EQ(world.ambiguity(), std::nullopt);
}

TEST(Ambiguity, IsStillThatOfOneServiceTwiceBesideAccountsThatTheOperatorJoined)
{
    World world({account(0, "ann", {1}), account(1, "bob", {2}), account(1, "cid", {1})}, by_key);
    world.add({0, 1, by_operator, true});
    EXPECT_EQ(world.ambiguity(), Ambiguity::one_service_twice);
}

TEST(Split, LeavesAClusterWholeThatIsNotAmbiguous)
{
    EXPECT_EQ(parts({account(0, "bob", {1}), account(1, "bob", {1}), account(2, "bob", {1})}, by_name),
              (Parts{{0, 1, 2}}));
}

TEST(Split, CutsTheWeakerOfTwoLinks)
{
    EXPECT_EQ(parts({account(0, "bob", {1, 2}), account(1, "bob", {1, 2, 3}), account(2, "bob", {3})}, by_name),
              (Parts{{0, 1}}));
}

TEST(Split, CutsBothOfTwoEqualLinks)
{
    EXPECT_EQ(parts({account(0, "bob", {1}), account(1, "bob", {1, 2}), account(2, "bob", {2})}, by_name), Parts{});
}

TEST(Split, LeavesTheStrongerOfTwoAccountsOfOneService)
{
    EXPECT_EQ(parts({account(0, "ann", {1}), account(0, "bob", {2, 3}), account(1, "cid", {1, 2, 3})}, by_key),
              (Parts{{1, 2}}));
}

TEST(Split, LeavesNobodyWhereTwoAccountsOfOneServiceAreEquallyStrong)
{
    EXPECT_EQ(parts({account(0, "ann", {1}), account(0, "bob", {2}), account(1, "cid", {1, 2})}, by_key), Parts{});
}

TEST(Split, LeavesNobodyWithADeployKeyOnly)
{
    EXPECT_EQ(parts({account(0, "ann", {1}), account(0, "bob", {1}), account(1, "cid", {1})}, by_key), Parts{});
}

TEST(Split, MakesTwoPeopleOfTwoPairs)
{
    EXPECT_EQ(parts({account(0, "ann", {1, 2, 9}), account(0, "bob", {3, 4, 9}), account(1, "cid", {1, 2, 9}),
                     account(1, "dan", {3, 4, 9})},
                    by_key),
              (Parts{{0, 2}, {1, 3}}));
}

TEST(Split, JoinsThreeServicesInOneStepWhereAllLinksAreEqual)
{
    EXPECT_EQ(parts({account(0, "a", {1, 2, 9}), account(1, "b", {1, 2, 9}), account(2, "c", {1, 2, 9}),
                     account(2, "d", {9})},
                    by_key),
              (Parts{{0, 1, 2}}));
}

TEST(Split, AddsAThirdServiceByWeakerLinks)
{
    EXPECT_EQ(parts({account(0, "ann", {1, 2, 3}), account(0, "bob", {4}), account(1, "cid", {1, 2, 3}),
                     account(2, "dan", {2, 3, 4})},
                    by_key),
              (Parts{{0, 2, 3}}));
}

TEST(Split, JoinsNobodyByAWeakerLinkWhomStrongerOnesJoinInTwoWays)
{
    EXPECT_EQ(parts({account(0, "ann", {1, 2}), account(0, "bob", {3, 4}), account(1, "cid", {1, 2, 3, 4}),
                     account(2, "dan", {1})},
                    by_key),
              Parts{});
}

TEST(Split, JoinsNobodyWhoIsAsNearToSomebodyWhomStrongerLinksJoinInTwoWays)
{
    EXPECT_EQ(parts({account(2, "bob", {1}), account(2, "", {1}), account(2, "bob"), account(3, "bob"),
                     account(3, "bob", {1})},
                    by_key_or_column),
              Parts{});
}

TEST(Split, TakesALinkByAColumnForTheWeakest)
{
    EXPECT_EQ(parts({account(0, "bob"), account(0, "ann", {1}), account(1, "bob", {1})}, by_key_or_column),
              (Parts{{1, 2}}));
}

TEST(Split, LetsAHugeClusterFallApart)
{
    Accounts accounts(40, account(0, "bob", {1}));
    accounts.resize(80, account(1, "bob", {1}));
    EXPECT_EQ(parts(accounts, by_name), Parts{});
}

TEST(Ambiguity, IsThatAccountsOnlyLookAlike)
{
    World world({account(0, "bob", {}), account(1, "rob", {})}, {});
    world.add({0, 1, "same-column", true, 1, true});
    EXPECT_EQ(world.ambiguity(), Ambiguity::look_alike_only);
    EXPECT_TRUE(world.parts().empty());
}

} // namespace
} // namespace tributary::identity
