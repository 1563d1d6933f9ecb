#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.left_out([&](model::LeftOutFact const &fact) {
        sink({fact.source, fact.table, fact.row, fact.rule, fact.reason, fact.rows});
    });
}

std::int64_t how_many(model::Facts const &facts) { return facts.summary.left_out; }

} // namespace

Report const left_out{"left_out",
                      "rows that are not loaded, by a rule of the plan",
                      "Rows that are not loaded, by a rule of the plan",
                      {"source", "table", "row", "rule", "reason", "rows"},
                      rows,
                      true,
                      how_many};

} // namespace tributary::reports
