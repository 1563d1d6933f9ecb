#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.possible_matches([&](model::PossibleMatchFact const &fact) {
        sink({fact.first, fact.second, fact.evidence});
    });
}

} // namespace

Report const possible_matches{"possible_matches",
                              "accounts that share a key and are not merged: possibly the same person",
                              "Accounts that share a key and are not merged (possibly the same person)",
                              {"first", "second", "evidence"},
                              rows,
                              true,
                              nullptr,
                              {},
                              key_tables_are_needed};

} // namespace tributary::reports
