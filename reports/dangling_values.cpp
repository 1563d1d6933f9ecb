#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.dangling_values([&](model::DanglingValueFact const &fact) {
        sink({fact.source, fact.table, fact.column, fact.refers_to, fact.value, fact.rows, fact.rule,
              fact.becomes ? Value(*fact.becomes) : Value(), fact.now});
    });
}

std::int64_t how_many(model::Facts const &facts) { return facts.summary.dangling_values; }

} // namespace

Report const dangling_values{
    "dangling_values",
    "values that refer to no row of their source and are kept or become NULL, and who has them in the "
    "target",
    "References that led nowhere",
    {"source", "table", "column", "refers_to", "value", "rows", "rule", "becomes", "now"},
    rows,
    true,
    how_many};

} // namespace tributary::reports
