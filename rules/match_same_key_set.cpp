#include "rules/all.hpp"
#include "rules/group.hpp"

namespace tributary::rules {
namespace {

std::vector<model::Match> find(std::span<model::Account const> accounts)
{
    std::vector<model::AccountIndex> candidates;
    for (model::AccountIndex account = 0; account < accounts.size(); ++account) {
        if (!accounts[account].keys.empty()) {
            candidates.push_back(account);
        }
    }
    std::vector<model::Match> matches;
    join_runs(
        accounts, std::move(candidates), same_key_set.name,
        [](auto const &a, auto const &b) { return a.keys < b.keys; }, matches);
    return matches;
}

} // namespace

model::MatchRule const same_key_set{"same-key-set", "the two accounts have exactly the same keys, and at least one",
                                    find};

} // namespace tributary::rules
