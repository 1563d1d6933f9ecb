#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.widened_access([&](model::WidenedAccessFact const &fact) {
        sink({fact.account, fact.survivor, fact.key, fact.origin});
    });
}

} // namespace

Report const widened_access{"widened_access",
                            "login keys that a merge gives to an account which did not have them",
                            "Login keys given to accounts that did not have them (widened access)",
                            {"account", "survivor", "key", "origin"},
                            rows,
                            true,
                            nullptr,
                            {},
                            key_tables_are_needed};

} // namespace tributary::reports
