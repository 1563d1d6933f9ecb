#include "rules/all.hpp"
#include "rules/group.hpp"

namespace tributary::rules {
namespace {

std::vector<model::Match> find(std::span<model::Account const> accounts)
{
    std::vector<model::Match> matches;
    for_each_shared_key(accounts, [&](auto const &holders) { join_group(accounts, holders, same_key.name, matches); });
    return matches;
}

} // namespace

model::MatchRule const same_key{"same-key", "the two accounts share a key, whatever their names", find};

} // namespace tributary::rules
