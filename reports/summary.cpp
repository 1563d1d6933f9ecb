#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    auto const &all = facts.summary;
    sink({"sources", all.sources});
    sink({"tables", all.tables});
    sink({"rows", all.rows});
    if (all.derived > 0) {
        sink({"derived rows", all.derived});
    }
    sink({"accounts", all.accounts});
    sink({"identities", all.identities});
    sink({"merged accounts", all.merged});
    sink({"contested names", all.contested_names});
    sink({"renamed accounts", all.renamed});
    sink({"widened access", all.widened_access});
    sink({"possibly the same person", all.possible_matches});
    sink({"malformed keys", all.malformed_keys});
    sink({"dropped values", all.dropped_values});
    sink({"rewritten values", all.rewritten_values});
    sink({"rows left out", all.left_out});
    sink({"overrides", all.overrides});
    sink({"overrides not obeyed", all.overrides_not_obeyed});
    sink({"undecided", all.undecided});
}

} // namespace

Report const summary{"summary", "the run in numbers", "Summary", {"what", "count"}, rows, false};

} // namespace tributary::reports
