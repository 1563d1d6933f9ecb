#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.refused_values([&](model::RefusedValueFact const &fact) {
        sink({fact.constraint, fact.source, fact.table, fact.row, fact.values});
    });
}

std::int64_t how_many(model::Facts const &facts) { return facts.summary.refused_values; }

} // namespace

Report const refused_values{"refused_values",
                            "every row that a constraint of the target does not take, while its question is open",
                            "Rows that the target does not take",
                            {"constraint", "source", "table", "row", "values"},
                            rows,
                            true,
                            how_many};

} // namespace tributary::reports
