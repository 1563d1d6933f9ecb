#include "rules/all.hpp"
#include "rules/group.hpp"

namespace tributary::rules {
namespace {

std::vector<model::Match> find_by_same_column(model::Candidates const &candidates)
{
    auto const &values = candidates.texts;
    std::vector<model::AccountIndex> filled;
    for (auto const account : candidates.among) {
        if (values[account] != 0) {
            filled.push_back(account);
        }
    }
    std::vector<model::Match> matches;
    join_runs(
        candidates, filled, {0, 0, same_column.name, true}, [&](auto a, auto b) { return values[a] < values[b]; },
        matches);
    return matches;
}

} // namespace

model::MatchRule const same_column{"same-column", "the two accounts agree in the column that the plan names",
                                   model::MatchRule::Compares::column, find_by_same_column};

} // namespace tributary::rules
