#include "reports/all.hpp"

namespace tributary::reports {
namespace {

/// No number where nothing was looked at.
Value counted(model::Facts const &facts, std::int64_t count)
{
    return count == 0 && facts.summary.key_tables == 0 ? Value(std::string("not looked at")) : Value(count);
}

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
    sink({"widened access", counted(facts, all.widened_access)});
    if (all.lost_keys > 0) {
        sink({"without a login key they had", all.lost_keys});
    }
    sink({"possibly the same person", counted(facts, all.possible_matches)});
    sink({"malformed keys", all.malformed_keys});
    if (all.folded_rows > 0) {
        sink({"folded rows", all.folded_rows});
    }
    sink({"dropped values", all.dropped_values});
    sink({"rewritten values", all.rewritten_values});
    if (all.computed_values > 0) {
        sink({"values computed by the plan", all.computed_values});
    }
    if (all.values_from_rows > 0) {
        sink({"values computed from rows", all.values_from_rows});
    }
    if (all.dangling_values > 0) {
        sink({"references that led nowhere", all.dangling_values});
        sink({"and now lead to a row", all.dangling_as_rows});
    }
    sink({"rows left out", all.left_out});
    sink({"overrides", all.overrides});
    sink({"overrides not obeyed", all.overrides_not_obeyed});
    sink({"undecided", all.undecided});
}

} // namespace

Report const summary{.name = "summary",
                     .help = "the run in numbers",
                     .title = "Summary",
                     .columns = {"what", "count"},
                     .rows = rows,
                     .is_list = false,
                     .is_counts = true};

} // namespace tributary::reports
