#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.conflicts([&](model::ConflictFact const &conflict) {
        sink({conflict.id, conflict.kind, conflict.account, conflict.table, conflict.row, conflict.claimants,
              conflict.evidence, conflict.proposal, conflict.allowed, "", ""});
    });
}

} // namespace

Report const conflicts{.name = "conflicts",
                       .help = "open questions, which need an answer before a load",
                       .title = "Undecided",
                       .columns = {"id", "kind", "account", "table", "row", "claimants", "evidence", "proposal",
                                   "allowed", "decision", "note"},
                       .rows = rows,
                       .block = "proposal",
                       .is_whole = true};

} // namespace tributary::reports
