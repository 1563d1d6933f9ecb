#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.lost_keys([&](model::LostKeyFact const &fact) {
        sink({fact.account, fact.survivor, fact.key, fact.rule, fact.holder});
    });
}

std::int64_t how_many(model::Facts const &facts) { return facts.summary.lost_keys; }

} // namespace

Report const lost_keys{"lost_keys",
                       "login keys of accounts that had some and have none in the target",
                       "Accounts without a login key that had one",
                       {"account", "survivor", "key", "rule", "kept_by"},
                       rows,
                       true,
                       how_many,
                       {},
                       key_tables_are_needed};

} // namespace tributary::reports
