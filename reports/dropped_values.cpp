#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.dropped_values([&](model::DroppedValueFact const &fact) {
        sink({fact.source, fact.table, fact.row, fact.column, fact.dropped ? Value(*fact.dropped) : Value(),
              fact.kept ? Value(*fact.kept) : Value(), fact.rule});
    });
}

} // namespace

Report const dropped_values{"dropped_values",
                            "values of merged rows that are not loaded, and what is kept",
                            "Values of merged rows that are not loaded",
                            {"source", "table", "row", "column", "dropped", "kept", "rule"},
                            rows};

} // namespace tributary::reports
