#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.assigned_values([&](model::AssignedValueFact const &fact) {
        sink({fact.source, fact.table, fact.row, fact.column, fact.old_value ? Value(*fact.old_value) : Value(),
              fact.new_value, fact.rule});
    });
}

} // namespace

Report const assigned_values{"assigned_values",
                             "values given to rows whose own would violate a unique key",
                             "Values given to rows that would have shared a unique key",
                             {"source", "table", "row", "column", "old", "new", "rule"},
                             rows};

} // namespace tributary::reports
