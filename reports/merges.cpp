#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.merges([&](model::MergeFact const &merge) {
        sink({merge.account, merge.old_id, merge.survivor, merge.new_id, merge.rule, merge.evidence,
              merge.name_given_up ? Value(*merge.name_given_up) : Value()});
    });
}

} // namespace

Report const merges{"merges",
                    "accounts that are folded into another, and names given up by it",
                    "Merged accounts",
                    {"account", "old_id", "survivor", "new_id", "rule", "evidence", "name_given_up"},
                    rows};

} // namespace tributary::reports
