#include "rules/all.hpp"
#include "rules/group.hpp"

#include <algorithm>

namespace tributary::rules {
namespace {

std::vector<model::Match> find(std::span<model::Account const> accounts)
{
    std::vector<model::Match> matches;
    for_each_shared_key(accounts, [&](std::vector<model::AccountIndex> holders) {
        std::erase_if(holders, [&](auto account) { return !model::has_name(accounts[account]); });
        join_runs(
            accounts, std::move(holders), same_name_and_key.name,
            [](auto const &a, auto const &b) { return *a.name < *b.name; }, matches);
    });
    return matches;
}

} // namespace

model::MatchRule const same_name_and_key{"same-name-and-key", "the two accounts have the same name and share a key",
                                         find};

} // namespace tributary::rules
