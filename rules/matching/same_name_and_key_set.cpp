#include "rules/all.hpp"
#include "rules/group.hpp"

#include <algorithm>

namespace tributary::rules {
namespace {

std::vector<model::Match> find_by_same_name_and_key_set(model::Candidates const &candidates)
{
    auto const &accounts = candidates.accounts;
    auto const &names = candidates.texts;
    std::vector<model::AccountIndex> named;
    for (auto const account : candidates.among) {
        if (names[account] != 0 && !accounts[account].keys.empty()) {
            named.push_back(account);
        }
    }
    std::vector<model::Match> matches;
    join_runs(
        candidates, named, {0, 0, same_name_and_key_set.name, true},
        [&](auto a, auto b) {
            return names[a] != names[b] ? names[a] < names[b]
                                        : std::ranges::lexicographical_compare(accounts[a].keys, accounts[b].keys);
        },
        matches);
    return matches;
}

} // namespace

/// What pico.sh did in 2022.
model::MatchRule const same_name_and_key_set{
    "same-name-and-key-set", "the two accounts have the same name and exactly the same keys, and at least one",
    model::MatchRule::Compares::name, find_by_same_name_and_key_set};

} // namespace tributary::rules
