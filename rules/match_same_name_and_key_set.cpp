#include "rules/all.hpp"
#include "rules/group.hpp"

#include <tuple>

namespace tributary::rules {
namespace {

std::vector<model::Match> find(std::span<model::Account const> accounts)
{
    std::vector<model::AccountIndex> candidates;
    for (model::AccountIndex account = 0; account < accounts.size(); ++account) {
        if (model::has_name(accounts[account]) && !accounts[account].keys.empty()) {
            candidates.push_back(account);
        }
    }
    std::vector<model::Match> matches;
    join_runs(
        accounts, std::move(candidates), same_name_and_key_set.name,
        [](auto const &a, auto const &b) { return std::tie(*a.name, a.keys) < std::tie(*b.name, b.keys); }, matches);
    return matches;
}

} // namespace

/// What pico.sh did in 2022.
model::MatchRule const same_name_and_key_set{
    "same-name-and-key-set", "the two accounts have the same name and exactly the same keys, and at least one", find};

} // namespace tributary::rules
