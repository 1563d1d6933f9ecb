#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.rewrites([&](model::RewriteFact const &fact) {
        sink({fact.source, fact.table, fact.row, fact.column, fact.old_value ? Value(*fact.old_value) : Value(),
              fact.new_value ? Value(*fact.new_value) : Value()});
    });
}

} // namespace

Report const rewrites{
    "rewrites",
    "values with references inside (JSON, arrays, texts) that changed, and those that `dangling` changed",
    "Values with references inside that changed",
    {"source", "table", "row", "column", "old", "new"},
    rows};

} // namespace tributary::reports
