#include "rules/all.hpp"
#include "rules/group.hpp"

namespace tributary::rules {
namespace {

std::vector<model::Match> find_by_same_key(model::Candidates const &candidates)
{
    std::vector<model::Match> matches;
    model::Match const like{0, 0, same_key.name};
    for_each_shared_key(candidates,
                        [&](auto const &holders) { join_group(candidates.accounts, holders, like, matches); });
    return matches;
}

} // namespace

model::MatchRule const same_key{"same-key", "the two accounts share a key, whatever their names",
                                model::MatchRule::Compares::keys, find_by_same_key};

} // namespace tributary::rules
