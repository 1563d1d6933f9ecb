#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.folded_rows([&](model::FoldedRowFact const &fact) {
        sink({fact.source, fact.table, fact.row, fact.survivor, fact.rule, fact.reason, fact.referring});
    });
}

} // namespace

Report const folded_rows{"folded_rows",
                         "rows, not of the users, that are folded onto another, and how many rows refer to each",
                         "Rows that are folded onto another (accounts are in merges)",
                         {"source", "table", "row", "survivor", "rule", "reason", "referring"},
                         rows};

} // namespace tributary::reports
