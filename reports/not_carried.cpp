#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.not_carried([&](model::NotCarriedFact const &fact) {
        sink({fact.source, fact.kind, fact.name, fact.rows ? Value(*fact.rows) : Value(), fact.remark});
    });
}

} // namespace

Report const not_carried{"not_carried",
                         "what the sources hold besides the tables that are read",
                         "Not read, and not carried",
                         {"source", "kind", "name", "rows", "remark"},
                         rows};

} // namespace tributary::reports
