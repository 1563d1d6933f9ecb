#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.computed_values([&](model::ComputedValueFact const &fact) {
        sink({fact.source, fact.table, fact.row, fact.column, fact.old_value ? Value(*fact.old_value) : Value(),
              fact.new_value ? Value(*fact.new_value) : Value()});
    });
}

} // namespace

Report const computed_values{"computed_values",
                             "values of the sources that `set` replaces",
                             "Values of the sources that `set` replaces",
                             {"source", "table", "row", "column", "old", "new"},
                             rows};

} // namespace tributary::reports
