#include "reports/all.hpp"

namespace tributary::reports {
namespace {

void rows(model::Facts const &facts, Sink const &sink)
{
    facts.books([&](model::Book const &book) {
        sink({book.source, book.table, book.read, book.loaded, book.folded, book.left_out});
    });
}

} // namespace

Report const books{"books",
                   "each table's account book: read = loaded + folded + left out",
                   "Account books",
                   {"source", "table", "read", "loaded", "folded", "left_out"},
                   rows};

} // namespace tributary::reports
