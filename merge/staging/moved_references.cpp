#include "merge/staging/moved_references.hpp"

#include "merge/model/words.hpp"
#include "merge/staging/referring.hpp"

#include <algorithm>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tributary::staging {
namespace {

using model::MappedSource;
using model::MappedTable;
using model::sql_name;

/// Several sources may declare a key over the same columns, and the plan what a foreign key says as well.
std::vector<Referring> all_referring(MappedSource const &source)
{
    std::vector<Referring> result;
    std::set<std::vector<std::string>> with_key;
    for (auto &one : referring_by_key(source)) {
        if (with_key.insert(one.columns).second) {
            result.push_back(std::move(one));
        }
    }
    for (auto &one : referring_as_declared(source)) {
        if (!with_key.contains(one.columns)) {
            result.push_back(std::move(one));
        }
    }
    return result;
}

std::string value_column(std::size_t position) { return "\"tributary.value" + std::to_string(position) + "\""; }

/// temp.folded_key: the folded rows of a table, and the values by which others refer to them. False if the table has
/// none in some of the columns.
bool collect_folded(Staging const &staging, Referring const &referring, MappedSource const &parent)
{
    std::string selected;
    std::string indexed;
    for (std::size_t i = 0; i < referring.referenced.size(); ++i) {
        auto const *const column = model::find_filled(parent, referring.referenced[i]);
        if (column == nullptr) {
            return false;
        }
        selected += ", " + column->value + " AS " + value_column(i);
        indexed += (i == 0 ? "" : ", ") + value_column(i);
    }
    auto const label = sql_name(referring.table);
    staging.database().execute("DROP TABLE IF EXISTS temp.folded_key; CREATE TEMP TABLE folded_key AS SELECT "
                               "\"tributary.decision\".row AS \"tributary.row\"" +
                               selected + " FROM decision AS \"tributary.decision\" CROSS JOIN " +
                               sql_name(parent.staged) + " AS " + label + " ON " + label +
                               ".\"#\" = \"tributary.decision\".row WHERE \"tributary.decision\".table_id = " +
                               std::to_string(parent.table_id) +
                               " AND \"tributary.decision\".action = 'fold'; "
                               "CREATE INDEX temp.folded_key_values ON folded_key (" +
                               indexed + ")");
    return true;
}

/// Each row that may refer to a folded one looks it up.
void count_rows(Staging const &staging, MappedTable const &table, MappedSource const &source,
                Referring const &referring, MappedSource const &parent, Exceptions const &exceptions)
{
    if (!collect_folded(staging, referring, parent)) {
        return;
    }
    std::string equal;
    for (std::size_t i = 0; i < referring.values.size(); ++i) {
        equal += (i == 0 ? "" : " AND ") + referring.values[i] + " = \"tributary.folded\"." + value_column(i);
    }
    auto rows = staged_rows(table, source, exceptions);
    rows.insert(rows.rfind(" WHERE "), " CROSS JOIN temp.folded_key AS \"tributary.folded\" ON " + equal);
    staging.database().execute(
        "INSERT INTO moved_reference (table_id, row, label, \"column\", rows) SELECT " +
        std::to_string(parent.table_id) + ", \"tributary.folded\".\"tributary.row\", " +
        model::sql_literal(table.target.label) + ", " + model::sql_literal(model::comma_separated(referring.columns)) +
        ", count(*)" + rows + referring.condition +
        " GROUP BY \"tributary.folded\".\"tributary.row\" ON CONFLICT DO UPDATE SET rows = rows + excluded.rows");
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
