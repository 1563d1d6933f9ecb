#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.ids([&](model::RangeFact const &range) {
        sink({range.source, range.table, range.column, range.offset, range.first, range.last, range.headroom});
    });
}

} // namespace

Report const ids{"ids",
                 "the block of new ids that each source gets: new id = old id + offset",
                 "Id ranges",
                 {"source", "table", "column", "offset", "first", "last", "headroom"},
                 rows};

} // namespace tributary::reports
