#include "rules/all.hpp"
#include "rules/group.hpp"

namespace tributary::rules {
namespace {

std::vector<model::Match> find_by_same_name_and_key(model::Candidates const &candidates)
{
    auto const &names = candidates.texts;
    std::vector<model::Match> matches;
    for_each_shared_key(candidates, [&](auto &holders) {
        std::erase_if(holders, [&](auto account) { return names[account] == 0; });
        join_runs(
            candidates, holders, {0, 0, same_name_and_key.name, true},
            [&](auto a, auto b) { return names[a] < names[b]; }, matches);
    });
    return matches;
}

} // namespace

model::MatchRule const same_name_and_key{"same-name-and-key", "the two accounts have the same name and share a key",
                                         model::MatchRule::Compares::name, find_by_same_name_and_key};

} // namespace tributary::rules
