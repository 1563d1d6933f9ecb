#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.assigned_values([&](model::AssignedValueFact const &fact) {
        sink({fact.source, fact.table, fact.row, fact.column, fact.old_value ? Value(*fact.old_value) : Value(),
              fact.new_value ? Value(*fact.new_value) : Value(), fact.rule});
    });
}

} // namespace

Report const assigned_values{"assigned_values",
                             "values given to rows: for a unique key, after a new name, or as `value` computes them",
                             "Values given to rows",
                             {"source", "table", "row", "column", "old", "new", "rule"},
                             rows};

} // namespace tributary::reports
