#include "merge/staging/moved_references.hpp"

#include "merge/model/words.hpp"
#include "merge/staging/counted_references.hpp"
#include "merge/staging/referring.hpp"

#include <algorithm>
#include <string>

namespace tributary::staging {
namespace {

using model::MappedSource;
using model::MappedTable;

/// Each row that may refer to a folded one looks it up.
void count_rows(Staging const &staging, MappedTable const &table, MappedSource const &source,
                Referring const &referring, MappedSource const &parent, Exceptions const &exceptions)
{
    auto const counts = counted_references(staging, {table, source, referring, parent}, exceptions,
                                           "SELECT row AS \"tributary.row\" FROM decision WHERE table_id = " +
                                               std::to_string(parent.table_id) + " AND action = 'fold'");
    if (counts) {
        staging.database().execute(
            "INSERT INTO moved_reference (table_id, row, label, \"column\", rows) SELECT " +
            std::to_string(parent.table_id) + ", \"tributary.row\", " + model::sql_literal(table.target.label) + ", " +
            model::sql_literal(model::comma_separated(referring.columns)) + ", \"tributary.rows\" FROM (" + *counts +
            ") WHERE 1 ON CONFLICT DO UPDATE SET rows = rows + excluded.rows");
    }
}

bool has_folds(Staging const &staging, MappedSource const &source)
{
    return staging.database()
        .prepare("SELECT 1 FROM decision WHERE table_id = ?1 AND action = 'fold' LIMIT 1")
        .bind(1, source.table_id)
        .step();
}

} // namespace

void write_moved_references(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions,
                            std::set<model::KeyColumn> const &computed)
{
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &referring : all_referring(source)) {
                auto const is_computed =
                    std::any_of(referring.columns.begin(), referring.columns.end(), [&](auto const &column) {
                        return computed.contains({table.target.label, column});
                    });
                if (is_computed) {
                    continue;
                }
                auto const *const parent = model::find_table(mapping, referring.table);
                auto const *const owner = parent == nullptr ? nullptr : model::find_source(*parent, referring.whose);
                if (owner != nullptr && parent->name_column.empty() &&
                    exceptions.decided_tables.contains(owner->table_id) && has_folds(staging, *owner)) {
                    count_rows(staging, table, source, referring, *owner, exceptions);
                }
            }
        }
    }
}

} // namespace tributary::staging
