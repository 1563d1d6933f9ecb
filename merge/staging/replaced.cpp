#include "merge/staging/replaced.hpp"

#include "merge/model/schema.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace tributary::staging {
namespace {

using model::sql_name;

/// 1 and '1' are one value: a text is what every value is read as.
std::string differ(std::string const &old, std::string const &given)
{
    return "CAST(" + old + " AS TEXT) IS NOT CAST(" + given + " AS TEXT)";
}

/// The values of one column in rows for which `condition` holds: SQL over the staged row, after AND; empty: all.
/// `column` stands at the column's row of the table replaced, with the table's label.
void read_column(Staging const &staging, StagedSource const &source, StagedTable const &table,
                 databases::sqlite::Statement const &column, std::string const &condition,
                 std::function<void(ReplacedValue const &)> const &sink)
{
    auto const label = column.text(1);
    auto const alias = sql_name(label);
    auto const old = column.text(3);
    auto const given = column.text(4);
    auto rows = staging.database().prepare(
        "SELECT " + primary_key_in_sql(*model::find_table(source.schema, table.label), table.columns, alias) +
        " AS \"tributary.called\", " + old + ", " + given + " FROM " + sql_name(table.staged) + " AS " + alias +
        " WHERE " + differ(old, given) + condition +
        " AND NOT EXISTS (SELECT 1 FROM decision AS \"tributary.gone\" WHERE \"tributary.gone\".table_id = " +
        std::to_string(table.id) + " AND \"tributary.gone\".row = " + alias +
        ".\"#\" AND \"tributary.gone\".action = 'leave_out') ORDER BY \"tributary.called\"");
    while (rows.step()) {
        sink({source.name, label, rows.text(0), column.text(2), rows.optional_text(1), rows.optional_text(2)});
    }
}

constexpr char const *columns_of = "SELECT c.table_id, t.label, c.\"column\", c.old, c.new FROM replaced AS c JOIN "
                                   "staged_table AS t ON t.id = c.table_id WHERE c.replaced > 0";

/// Reads the columns that `columns` selects, one after the other.
void read_columns(Staging const &staging, databases::sqlite::Statement columns, std::string const &condition,
                  std::function<void(ReplacedValue const &)> const &sink)
{
    auto const sources = staging.sources();
    while (columns.step()) {
        for (auto const &source : sources) {
            auto const table = std::find_if(source.tables.begin(), source.tables.end(),
                                            [&](auto const &one) { return one.id == columns.integer(0); });
            if (table != source.tables.end()) {
                read_column(staging, source, *table, columns, condition, sink);
            }
        }
    }
}

} // namespace

std::string is_replaced(model::MappedColumn const &column) { return differ(column.replaced, column.value); }

void write_replaced(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions)
{
    auto insert = staging.database().prepare(
        "INSERT INTO replaced (table_id, \"column\", old, new, replaced) VALUES (?1, ?2, ?3, ?4, ?5)");
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            std::vector<model::MappedColumn const *> columns;
            std::string counts;
            for (auto const &column : source.columns) {
                if (!column.replaced.empty()) {
                    counts += (columns.empty() ? "" : ", ") + std::string("count(*) FILTER (WHERE ") +
                              is_replaced(column) + ")";
                    columns.push_back(&column);
                }
            }
            if (columns.empty()) {
                continue;
            }
            auto counted = staging.database().prepare("SELECT " + counts + staged_rows(table, source, exceptions));
            counted.step();
            for (std::size_t i = 0; i < columns.size(); ++i) {
                insert.bind(1, source.table_id)
                    .bind(2, std::string_view(columns[i]->name))
                    .bind(3, std::string_view(columns[i]->replaced))
                    .bind(4, std::string_view(columns[i]->value))
                    .bind(5, counted.integer(static_cast<int>(i)))
                    .run();
            }
        }
    }
}

void for_each_replaced(Staging const &staging, std::function<void(ReplacedValue const &)> const &sink)
{
    read_columns(staging,
                 staging.database().prepare(std::string(columns_of) + " ORDER BY t.label, t.source, c.\"column\""), "",
                 sink);
}

void for_each_replaced(Staging const &staging, std::int64_t source, std::string const &label, std::int64_t row,
                       std::function<void(ReplacedValue const &)> const &sink)
{
    auto columns = staging.database().prepare(std::string(columns_of) +
                                              " AND t.source = ?1 AND t.label = ?2 ORDER BY c.\"column\"");
    columns.bind(1, source).bind(2, std::string_view(label));
    read_columns(staging, std::move(columns), " AND " + sql_name(label) + ".\"#\" = " + std::to_string(row), sink);
}

} // namespace tributary::staging
