#pragma once

#include "merge/identity/clusters.hpp"
#include "merge/identity/identities.hpp"
#include "merge/model/account.hpp"
#include "merge/model/rule.hpp"
#include "tests/testing/matching.hpp"
#include "tests/testing/model.hpp"

#include <rapidcheck.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <optional>
#include <ostream>
#include <set>
#include <string>
#include <vector>

/// Random populations with few names and few keys, so that everything that can happen between accounts does happen, and
/// what must hold of them, found by the slowest and plainest means there are.
namespace tributary::testing {

/// The same populations in every run, unless RC_PARAMS says otherwise: a failure comes again.
inline bool const seeded = setenv("RC_PARAMS", "seed=20220701 max_success=300", 0) == 0;

struct Person {
    std::uint32_t source = 0;
    std::optional<std::string> name;
    std::vector<model::KeyId> keys;
};
using People = std::vector<Person>;

inline std::ostream &operator<<(std::ostream &out, Person const &person)
{
    out << "\n  source " << person.source << ", " << (person.name ? '"' + *person.name + '"' : "no name") << ", keys";
    for (auto const key : person.keys) {
        out << ' ' << key;
    }
    return out;
}

/// Ordered by their sources, as accounts are.
inline std::vector<model::Account> accounts_of(People people)
{
    std::stable_sort(people.begin(), people.end(), [](auto const &a, auto const &b) { return a.source < b.source; });
    std::vector<model::Account> accounts;
    for (auto const &person : people) {
        accounts.push_back(account(person.source, person.name, person.keys));
    }
    return accounts;
}

/// One account as it was and as it is called elsewhere.
struct Shuffled {
    std::vector<model::Account> accounts;
    std::vector<model::AccountIndex> was; ///< of each account here, its index before
};

/// The same accounts, each source's in another order.
inline Shuffled shuffled(std::vector<model::Account> const &accounts)
{
    auto const ranks = *rc::gen::container<std::vector<int>>(accounts.size(), rc::gen::inRange(0, 1'000'000));
    Shuffled result;
    result.was = all_of(accounts);
    std::stable_sort(result.was.begin(), result.was.end(), [&](auto a, auto b) {
        return std::pair(accounts[a].source, ranks[a]) < std::pair(accounts[b].source, ranks[b]);
    });
    for (auto const index : result.was) {
        result.accounts.push_back(accounts[index]);
    }
    return result;
}

/// Groups of accounts in the order of their first.
using Groups = std::set<std::set<model::AccountIndex>>;

inline Groups groups(std::vector<std::vector<model::AccountIndex>> const &parts,
                     std::vector<model::AccountIndex> const &was)
{
    Groups result;
    for (auto const &part : parts) {
        std::set<model::AccountIndex> group;
        std::transform(part.begin(), part.end(), std::inserter(group, group.end()),
                       [&](auto account) { return was[account]; });
        result.insert(std::move(group));
    }
    return result;
}

/// What crowded_keys() says, by looking at every two accounts.
inline std::vector<bool> crowded(std::vector<model::Account> const &accounts)
{
    std::vector<bool> result(100);
    for (model::AccountIndex i = 0; i < accounts.size(); ++i) {
        for (model::AccountIndex j = 0; j < i; ++j) {
            if (accounts[i].source == accounts[j].source) {
                for (auto const key : model::shared_keys(accounts[i], accounts[j])) {
                    result[key] = true;
                }
            }
        }
    }
    return result;
}

/// Who is who, ambiguous clusters split.
inline std::vector<std::vector<model::AccountIndex>> people_of(std::vector<model::Account> const &accounts,
                                                               std::vector<model::Match> matches,
                                                               std::vector<model::TextId> const &names)
{
    auto const deploy_keys = crowded(accounts);
    std::vector<std::vector<model::AccountIndex>> result;
    for (auto const &cluster : identity::clusters(accounts, matches)) {
        if (!identity::ambiguity_of(accounts, names, deploy_keys, cluster)) {
            result.push_back(cluster.accounts);
            continue;
        }
        auto const parts = identity::split(accounts, names, deploy_keys, cluster);
        result.insert(result.end(), parts.begin(), parts.end());
    }
    return result;
}

/// The accounts that can be reached from one by matches, found by trying until nothing is added.
inline std::set<model::AccountIndex> reachable(model::AccountIndex from, std::vector<model::Match> const &matches)
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

} // namespace tributary::testing

namespace rc {

template <> struct Arbitrary<tributary::testing::Person> {
    static Gen<tributary::testing::Person> arbitrary()
    {
        using tributary::testing::Person;
        using Name = std::optional<std::string>;
        // a name and what others become; names that are one under some folding; and none
        std::vector<Name> const names{"bob", "bobtmp", "bobtmp2", "Bob", "BOBTMP", "b0b",
                                      "bоb", "ｂｏｂ", "bobt",    "bo",  "rn",     "m",
                                      "ß",   "ss",     "x.y",     "x y", "",       std::nullopt};
        return gen::build<Person>(
            gen::set(&Person::source, gen::inRange<std::uint32_t>(0, 4)),
            gen::set(&Person::name, gen::elementOf(names)),
            gen::set(&Person::keys, gen::resize(4, gen::container<std::vector<tributary::model::KeyId>>(
                                                       gen::inRange<tributary::model::KeyId>(1, 9)))));
    }
};

} // namespace rc
