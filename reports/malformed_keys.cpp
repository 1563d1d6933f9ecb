#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.malformed_keys([&](model::MalformedKeyFact const &fact) { sink({fact.account, fact.key}); });
}

} // namespace

Report const malformed_keys{"malformed_keys",
                            "keys that cannot be read, and so are no evidence",
                            "Keys that cannot be read, and so are no evidence (malformed key)",
                            {"account", "key"},
                            rows};

} // namespace tributary::reports
