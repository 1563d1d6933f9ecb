#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.left_out([&](model::LeftOutFact const &fact) {
        sink({fact.source, fact.table, fact.row, fact.rule, fact.reason});
    });
}

} // namespace

Report const left_out{"left_out",
                      "rows that are not loaded, by a rule of the plan",
                      "Rows that are not loaded, by a rule of the plan",
                      {"source", "table", "row", "rule", "reason"},
                      rows};

} // namespace tributary::reports
