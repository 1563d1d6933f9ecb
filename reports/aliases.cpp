#include "reports/all.hpp"

namespace tributary::reports {
namespace {

/// Accounts that became one with another count too: their old name leads to the name of that one.
void rows(model::Facts const &facts, Sink const &sink)
{
    facts.accounts([&](model::AccountFact const &account) {
        if (account.old_name && account.new_name && *account.old_name != *account.new_name) {
            sink({account.source, *account.old_name, *account.new_name});
        }
    });
}

} // namespace

Report const aliases{"aliases",
                     "names in a service that lead to another name in the target: for redirects",
                     "Old names and new ones",
                     {"source", "old_name", "new_name"},
                     rows};

} // namespace tributary::reports
