#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.look_alikes([&](model::LookAlikeFact const &fact) {
        sink({fact.account, fact.name, fact.like, fact.like_name, fact.fold});
    });
}

} // namespace

Report const look_alikes{"look_alikes",
                         "accounts with names that a reader may take for one: a stricter fold makes them equal",
                         "Names that look like another's (nothing is changed)",
                         {"account", "name", "like", "like_name", "fold"},
                         rows};

} // namespace tributary::reports
