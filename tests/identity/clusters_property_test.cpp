#include "merge/identity/clusters.hpp"
#include "rules/all.hpp"
#include "rules/rules.hpp"
#include "tests/testing/matching.hpp"
#include "tests/testing/populations.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>

/// What is ambiguous, and how it is cut, in whatever population.
namespace tributary::identity {
namespace {

using testing::accounts_of;
using testing::all_of;
using testing::groups;
using testing::People;
using Accounts = std::vector<model::Account>;
using Indices = std::vector<model::AccountIndex>;
using Matches = std::vector<model::Match>;

/// Accounts, and what two rules say of them: the first rule's word for a pair counts, as in a plan.
struct World {
    explicit World(Accounts list)
        : accounts(std::move(list)), names(fold_names(accounts, rules::fold_case)), crowded(testing::crowded(accounts))
    {
    }

    void match(model::MatchRule const &rule)
    {
        for (auto const &match : testing::matched(rule, accounts, rules::fold_case)) {
            auto const known = std::find_if(matches.begin(), matches.end(), [&](auto const &one) {
                return one.first == match.first && one.second == match.second;
            });
            if (known == matches.end()) {
                matches.push_back(match);
            } else {
                known->by_text = known->by_text || match.by_text;
            }
        }
    }

    Accounts accounts;
    FoldedNames names;
    std::vector<bool> crowded;
    Matches matches;
};

model::MatchRule some_rule()
{
    return rules::match_rules()[*rc::gen::inRange<std::size_t>(0, rules::match_rules().size())];
}

/// The sentences of Ambiguity, word for word, for some accounts that are to be one person.
bool is_ambiguous(World const &world, Indices const &part)
{
    auto const &accounts = world.accounts;
    for (auto const a : part) {
        for (auto const b : part) {
            if (a >= b) {
                continue;
            }
            auto const match = std::find_if(world.matches.begin(), world.matches.end(),
                                            [&](auto const &one) { return one.first == a && one.second == b; });
            if (accounts[a].source == accounts[b].source || match == world.matches.end()) {
                return true;
            }
            auto const shared = model::shared_keys(accounts[a], accounts[b]);
            if (!match->by_text &&
                std::all_of(shared.begin(), shared.end(), [&](auto key) { return world.crowded[key]; })) {
                return true;
            }
        }
    }
    std::set<model::TextId> names;
    for (auto const account : part) {
        names.insert(world.names.of[account]);
    }
    names.erase(0);
    return world.names.of[part.front()] == 0 && names.size() > 1;
}

RC_GTEST_PROP(Clusters, AreThoseThatAnybodyCanSee, (People const &people))
{
    World world(accounts_of(people));
    world.match(some_rule());
    std::vector<Indices> found;
    for (auto const &cluster : identity::clusters(world.accounts, world.matches)) {
        found.push_back(cluster.accounts);
    }
    std::vector<Indices> expected;
    for (model::AccountIndex account = 0; account < world.accounts.size(); ++account) {
        auto const connected = testing::reachable(account, world.matches);
        if (connected.size() > 1 && *connected.begin() == account) {
            expected.emplace_back(connected.begin(), connected.end());
        }
    }
    RC_ASSERT(found == expected);
}

RC_GTEST_PROP(Clusters, HoldEveryMatchOnceAndInOrder, (People const &people))
{
    World world(accounts_of(people));
    world.match(some_rule());
    auto expected = world.matches;
    std::sort(expected.begin(), expected.end());
    std::reverse(world.matches.begin(), world.matches.end());
    Matches found;
    for (auto const &cluster : identity::clusters(world.accounts, world.matches)) {
        RC_ASSERT(std::is_sorted(cluster.matches.begin(), cluster.matches.end()));
        for (auto const &match : cluster.matches) {
            RC_ASSERT(std::binary_search(cluster.accounts.begin(), cluster.accounts.end(), match.first));
            RC_ASSERT(std::binary_search(cluster.accounts.begin(), cluster.accounts.end(), match.second));
            found.push_back(match);
        }
    }
    std::sort(found.begin(), found.end());
    RC_ASSERT(found == expected);
}

RC_GTEST_PROP(Clusters, AreAmbiguousExactlyWhereASentenceSaysSo, (People const &people))
{
    World world(accounts_of(people));
    world.match(some_rule());
    world.match(some_rule());
    for (auto const &cluster : identity::clusters(world.accounts, world.matches)) {
        auto const ambiguity = ambiguity_of(world.accounts, world.names.of, world.crowded, cluster);
        RC_ASSERT(ambiguity.has_value() == is_ambiguous(world, cluster.accounts));
    }
}

RC_GTEST_PROP(CrowdedKeys, AreThoseOfTwoAccountsOfOneService, (People const &people))
{
    model::Population population;
    population.accounts = accounts_of(people);
    for (int key = 1; key < 10; ++key) {
        population.keys.intern(std::to_string(key));
    }
    auto const found = crowded_keys(population);
    auto const expected = testing::crowded(population.accounts);
    RC_ASSERT(std::equal(found.begin(), found.end(), expected.begin()));
}

RC_GTEST_PROP(Split, LeavesNothingAmbiguous, (People const &people))
{
    World world(accounts_of(people));
    world.match(some_rule());
    world.match(some_rule());
    for (auto const &cluster : identity::clusters(world.accounts, world.matches)) {
        for (auto const &part : split(world.accounts, world.names.of, world.crowded, cluster)) {
            RC_ASSERT(!is_ambiguous(world, part));
        }
    }
}

RC_GTEST_PROP(Split, PutsEachAccountIntoOnePartAtMost, (People const &people))
{
    World world(accounts_of(people));
    world.match(some_rule());
    for (auto const &cluster : identity::clusters(world.accounts, world.matches)) {
        std::set<model::AccountIndex> seen;
        for (auto const &part : split(world.accounts, world.names.of, world.crowded, cluster)) {
            RC_ASSERT(part.size() > 1U);
            for (auto const account : part) {
                RC_ASSERT(std::binary_search(cluster.accounts.begin(), cluster.accounts.end(), account));
                RC_ASSERT(seen.insert(account).second);
            }
        }
    }
}

RC_GTEST_PROP(Split, LeavesWhatIsNotAmbiguousWhole, (People const &people))
{
    World world(accounts_of(people));
    world.match(some_rule());
    for (auto const &cluster : identity::clusters(world.accounts, world.matches)) {
        if (!is_ambiguous(world, cluster.accounts)) {
            RC_ASSERT(split(world.accounts, world.names.of, world.crowded, cluster) ==
                      std::vector<Indices>{cluster.accounts});
        }
    }
}

RC_GTEST_PROP(Split, IsTheSameWhateverTheOrderOfTheAccounts, (People const &people))
{
    auto const first = some_rule();
    auto const second = some_rule();
    auto const accounts = accounts_of(people);
    auto const people_in = [&](Accounts const &list, Indices const &was) {
        World world(list);
        world.match(first);
        world.match(second);
        return groups(testing::people_of(world.accounts, world.matches, world.names.of), was);
    };
    auto const other = testing::shuffled(accounts);
    RC_ASSERT(people_in(other.accounts, other.was) == people_in(accounts, all_of(accounts)));
}

} // namespace
} // namespace tributary::identity
