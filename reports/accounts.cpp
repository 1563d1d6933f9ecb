#include "reports/all.hpp"

namespace tributary::reports {
namespace {

Value or_nothing(std::optional<std::string> const &text) { return text ? Value(*text) : Value(); }

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.accounts([&](model::AccountFact const &one) {
        sink({one.account, one.source, one.old_id, one.new_id, or_nothing(one.old_name), or_nothing(one.new_name),
              one.action, one.survivor});
    });
}

} // namespace

Report const accounts{"accounts",
                      "every account, its new id and its new name",
                      "Accounts",
                      {"account", "source", "old_id", "new_id", "old_name", "new_name", "action", "survivor"},
                      rows};

} // namespace tributary::reports
