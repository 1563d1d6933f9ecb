#include "rules/all.hpp"
#include "rules/group.hpp"

#include <algorithm>

namespace tributary::rules {
namespace {

std::vector<model::Match> find_by_same_key_set(model::Candidates const &candidates)
{
    auto const &accounts = candidates.accounts;
    std::vector<model::AccountIndex> holders;
    for (auto const account : candidates.among) {
        if (!accounts[account].keys.empty()) {
            holders.push_back(account);
        }
    }
    std::vector<model::Match> matches;
    join_runs(
        candidates, holders, {0, 0, same_key_set.name},
        [&](auto a, auto b) { return std::ranges::lexicographical_compare(accounts[a].keys, accounts[b].keys); },
        matches);
    return matches;
}

} // namespace

model::MatchRule const same_key_set{"same-key-set", "the two accounts have exactly the same keys, and at least one",
                                    model::MatchRule::Compares::keys, find_by_same_key_set};

} // namespace tributary::rules
