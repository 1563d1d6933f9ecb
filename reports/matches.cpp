#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.matches([&](model::MatchFact const &match) {
        sink({match.first, match.second, match.rule, match.evidence});
    });
}

} // namespace

Report const matches{"matches",
                     "which accounts are one person, by which rule, on what evidence",
                     "Matches",
                     {"first", "second", "rule", "evidence"},
                     rows};

} // namespace tributary::reports
