#include "merge/resolve/id_ranges.hpp"
#include "merge/resolve/identities.hpp"
#include "merge/resolve/names.hpp"
#include "rules/all.hpp"
#include "rules/rules.hpp"
#include "tests/testing/model.hpp"
#include "tests/testing/pico_population.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <set>
#include <string>

/// What must hold for whatever population: seeded, so that a failure comes again, and checked by the slowest
/// and plainest means there are.
namespace tributary::resolve {
namespace {

using testing::account;
using testing::pico::Random;
using Accounts = std::vector<model::Account>;
using Identities = std::vector<model::Identity>;

/// Makes populations with few names and few keys, so that everything that can happen between accounts does happen.
class Population {
public:
    explicit Population(int seed)
    {
        for (int i = 0; i < seed; ++i) {
            random.next();
        }
    }

    Accounts some_accounts()
    {
        Accounts accounts;
        for (std::uint32_t source = 0; source < 3; ++source) {
            for (auto count = random.below(12); count > 0; --count) {
                auto const name = some_name();
                accounts.push_back(account(source, name, some_keys()));
            }
        }
        return accounts;
    }

    std::vector<model::Match> some_matches(std::size_t accounts)
    {
        std::vector<model::Match> matches;
        for (auto count = accounts == 0 ? 0 : random.below(20); count > 0; --count) {
            auto const first = static_cast<model::AccountIndex>(random.below(accounts));
            auto const second = static_cast<model::AccountIndex>(random.below(accounts));
            matches.push_back({first, second, "r"});
        }
        return matches;
    }

    IdUse some_use()
    {
        IdUse use;
        if (random.percent(80)) {
            use.least = static_cast<std::int64_t>(random.below(40)) - 10;
            use.greatest = *use.least + static_cast<std::int64_t>(random.below(100));
        }
        if (random.percent(50)) {
            use.sequence = static_cast<std::int64_t>(random.below(200));
        }
        return use;
    }

    std::vector<IdUse> some_uses()
    {
        std::vector<IdUse> uses;
        for (auto count = random.below(5) + 1; count > 0; --count) {
            uses.push_back(some_use());
        }
        return uses;
    }

    Random random;

private:
    std::optional<std::string> some_name()
    {
        auto const which = random.below(10);
        std::vector<std::string> const names{"", "a", "b", "ab", "atmp", "atmp2", "btmptmp", "ttt", "ätmp"};
        return which == 9 ? std::nullopt : std::optional(names[which]);
    }

    std::vector<model::Fingerprint> some_keys()
    {
        std::set<model::Fingerprint> keys;
        for (auto count = random.below(4); count > 0; --count) {
            keys.insert(testing::key(static_cast<std::uint8_t>(random.below(8))));
        }
        return {keys.begin(), keys.end()};
    }
};

/// Says of a failure in which population it came.
void in_every_population(std::function<void(Population &)> const &property)
{
    for (int seed = 0; seed < 500; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        Population population(seed);
        property(population);
    }
}

/// The accounts that can be reached from one by matches, found by trying until nothing is added.
std::set<model::AccountIndex> reachable(model::AccountIndex from, std::vector<model::Match> const &matches)
{
    std::set<model::AccountIndex> found{from};
    for (std::size_t before = 0; before != found.size();) {
        before = found.size();
        for (auto const &match : matches) {
            if (found.contains(match.first) || found.contains(match.second)) {
                found.insert({match.first, match.second});
            }
        }
    }
    return found;
}

TEST(Populations, GiveIdentitiesOfExactlyTheAccountsThatMatchesConnect)
{
    in_every_population([](Population &population) {
        auto const accounts = population.some_accounts();
        auto const matches = population.some_matches(accounts.size());
        std::vector<int> seen(accounts.size());
        for (auto const &identity : identities(accounts, matches)) {
            auto const expected = reachable(identity.accounts.front(), matches);
            EXPECT_EQ(identity.accounts, (std::vector<model::AccountIndex>(expected.begin(), expected.end())));
            for (auto const index : identity.accounts) {
                ++seen[index];
            }
        }
        EXPECT_EQ(seen, std::vector<int>(accounts.size(), 1));
    });
}

TEST(Populations, GiveTheSameIdentitiesWhateverTheOrderOfTheMatches)
{
    in_every_population([](Population &population) {
        auto const accounts = population.some_accounts();
        auto matches = population.some_matches(accounts.size());
        auto const expected = identities(accounts, matches);
        std::reverse(matches.begin(), matches.end());
        for (auto &match : matches) {
            std::swap(match.first, match.second);
        }
        auto const actual = identities(accounts, matches);
        ASSERT_EQ(actual.size(), expected.size());
        for (std::size_t i = 0; i < actual.size(); ++i) {
            EXPECT_EQ(actual[i].accounts, expected[i].accounts);
        }
    });
}

/// Whether the rule of this name may join the two, by its sentence in --help.
bool may_join(std::string_view rule, model::Account const &a, model::Account const &b)
{
    auto const same_name = a.name && b.name && !a.name->empty() && *a.name == *b.name;
    auto const shares = std::any_of(a.keys.begin(), a.keys.end(), [&](auto const &key) {
        return std::find(b.keys.begin(), b.keys.end(), key) != b.keys.end();
    });
    auto const same_set = shares && a.keys == b.keys;
    if (rule == "same-key") {
        return shares;
    }
    if (rule == "same-key-set") {
        return same_set;
    }
    return same_name && (rule == "same-name-and-key" ? shares : same_set);
}

/// Every pair of different sources that the rule may join, by trying all.
std::vector<model::Match> all_pairs(model::MatchRule const &rule, Accounts const &accounts)
{
    std::vector<model::Match> result;
    for (model::AccountIndex i = 0; i < accounts.size(); ++i) {
        for (model::AccountIndex j = i + 1; j < accounts.size(); ++j) {
            if (accounts[i].source != accounts[j].source && may_join(rule.name, accounts[i], accounts[j])) {
                result.push_back({i, j, rule.name});
            }
        }
    }
    return result;
}

TEST(Populations, AreMatchedByEachRuleOnlyWhereItsSentenceHolds)
{
    in_every_population([](Population &population) {
        auto const accounts = population.some_accounts();
        for (auto const &rule : rules::match_rules()) {
            auto const allowed = all_pairs(rule, accounts);
            for (auto const &match : rule.find(accounts)) {
                EXPECT_NE(std::find(allowed.begin(), allowed.end(), match), allowed.end())
                    << rule.name << " joins " << match.first << " and " << match.second;
            }
        }
    });
}

TEST(Populations, AreConnectedByEachRuleAsByAllItsPairs)
{
    in_every_population([](Population &population) {
        auto const accounts = population.some_accounts();
        for (auto const &rule : rules::match_rules()) {
            auto const expected = all_pairs(rule, accounts);
            auto const actual = rule.find(accounts);
            for (model::AccountIndex i = 0; i < accounts.size(); ++i) {
                EXPECT_EQ(reachable(i, actual), reachable(i, expected)) << rule.name;
            }
        }
    });
}

/// The name each identity ends with: its survivor's, or the new one.
std::vector<std::string> final_names(Accounts const &accounts, Identities const &identities,
                                     std::vector<Collision> const &collisions,
                                     std::vector<std::optional<std::string>> const &names)
{
    std::map<model::AccountIndex, std::string> of;
    for (auto const &identity : identities) {
        auto const survivor = identity.accounts.front();
        if (accounts[survivor].name && !accounts[survivor].name->empty()) {
            of[survivor] = *accounts[survivor].name;
        }
    }
    for (std::size_t i = 0; i < collisions.size(); ++i) {
        of[collisions[i].gives_up] = names[i].value();
    }
    std::vector<std::string> result;
    for (auto const &[survivor, name] : of) {
        result.push_back(name);
    }
    return result;
}

/// People who contest names, of whom those in lists yield.
struct Contest {
    explicit Contest(Population &population)
        : accounts(population.some_accounts()), people(identities(accounts, population.some_matches(accounts.size()))),
          rank(claim_ranks(sources, std::vector<std::string>{"lists"})), contested(collisions(accounts, people, rank))
    {
    }

    std::vector<std::optional<std::string>> names(std::int64_t max_length) const
    {
        return new_names(accounts, contested, rules::suffix, "tmp", max_length, sources);
    }

    std::vector<std::string> sources{"prose", "lists", "pastes"};
    Accounts accounts;
    Identities people;
    std::vector<std::size_t> rank;
    std::vector<Collision> contested;
};

TEST(Contests, AreEachBorneByOnePersonInTheEnd)
{
    in_every_population([](Population &population) {
        Contest const contest(population);
        auto const names = contest.names(12);
        auto ends = final_names(contest.accounts, contest.people, contest.contested, names);
        std::sort(ends.begin(), ends.end());
        EXPECT_EQ(std::adjacent_find(ends.begin(), ends.end()), ends.end());
    });
}

TEST(Contests, AreNewToEverybody)
{
    in_every_population([](Population &population) {
        Contest const contest(population);
        for (auto const &name : contest.names(12)) {
            EXPECT_TRUE(std::none_of(contest.accounts.begin(), contest.accounts.end(),
                                     [&](auto const &one) { return one.name == name; }));
        }
    });
}

TEST(Contests, StayWithinTheLimit)
{
    in_every_population([](Population &population) {
        Contest const contest(population);
        for (auto const &name : contest.names(5)) {
            auto const text = name.value_or(""); // nothing where no number is short enough
            EXPECT_LE(std::count_if(text.begin(), text.end(),
                                    [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }),
                      5);
        }
    });
}

TEST(Contests, AreGivenUpOnlyAgainstAStrongerClaim)
{
    in_every_population([](Population &population) {
        Contest const contest(population);
        auto const &accounts = contest.accounts;
        for (auto const &collision : contest.contested) {
            auto const strength = [&](model::AccountIndex survivor) {
                auto const identity = std::find_if(contest.people.begin(), contest.people.end(),
                                                   [&](auto const &one) { return one.accounts.front() == survivor; });
                std::pair strongest{contest.sources.size() * 2, survivor};
                for (auto const one : identity->accounts) {
                    if (accounts[one].name == accounts[survivor].name) {
                        strongest.first = std::min(strongest.first, contest.rank[accounts[one].source]);
                    }
                }
                return strongest;
            };
            EXPECT_EQ(accounts[collision.keeps].name, accounts[collision.gives_up].name);
            EXPECT_LT(strength(collision.keeps), strength(collision.gives_up));
        }
    });
}

TEST(Populations, GetIdRangesThatNeverMeet)
{
    in_every_population([](Population &population) {
        auto const uses = population.some_uses();
        auto const headroom = static_cast<std::int64_t>(population.random.below(30));
        auto const limit = static_cast<std::int64_t>(population.random.below(1200));
        auto const result = id_ranges(uses, headroom, limit);
        std::set<std::int64_t> taken;
        for (std::size_t i = 0; i < result.ranges.size(); ++i) {
            auto const &range = result.ranges[i];
            std::set<std::int64_t> own;
            for (auto id = uses[i].least.value_or(1); id <= uses[i].greatest.value_or(0); ++id) {
                own.insert(id + range.offset);
            }
            for (std::int64_t id = 1; id <= uses[i].sequence.value_or(0); ++id) {
                own.insert(id + range.offset);
            }
            for (std::int64_t id = 1; id <= headroom; ++id) {
                own.insert(range.last + id);
            }
            for (auto const id : own) {
                EXPECT_TRUE(taken.insert(id).second) << id << " has two owners";
                EXPECT_LT(id, limit);
            }
        }
        EXPECT_EQ(result.ranges.size(), result.no_room ? 0U : uses.size());
    });
}

TEST(Populations, GetIdRangesWithTheHeadroomThatWasSaidToFit)
{
    in_every_population([](Population &population) {
        auto const uses = population.some_uses();
        auto const limit = static_cast<std::int64_t>(population.random.below(1200));
        auto const refused = id_ranges(uses, limit + 1, limit);
        auto const fitting = refused.no_room.value().fitting_headroom;
        EXPECT_EQ(id_ranges(uses, 0, limit).no_room.has_value(), !fitting.has_value());
        if (fitting) {
            EXPECT_FALSE(id_ranges(uses, *fitting, limit).no_room);
            EXPECT_TRUE(id_ranges(uses, *fitting + 1, limit).no_room);
        }
    });
}

} // namespace
} // namespace tributary::resolve
