#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.overrides([&](model::OverrideFact const &fact) {
        sink({fact.id, fact.kind, fact.account, fact.decision, fact.state, fact.note});
    });
}

} // namespace

Report const overrides{"overrides",
                       "the operator's answers, and the outcome of each",
                       "Answers from the overrides file",
                       {"id", "kind", "account", "decision", "state", "note"},
                       rows};

} // namespace tributary::reports
