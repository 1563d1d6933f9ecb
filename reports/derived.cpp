#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.derived([&](model::DerivedFact const &one) { sink({one.table, one.rows}); });
}

} // namespace

Report const derived{
    "derived", "tables whose rows the plan derives, and how many", "Derived rows", {"table", "rows"}, rows};

} // namespace tributary::reports
