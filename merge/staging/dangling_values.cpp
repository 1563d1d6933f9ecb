#include "merge/staging/dangling_values.hpp"

#include "merge/staging/account_label.hpp"
#include "merge/staging/id_ranges.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace tributary::staging {
namespace {

using model::KeyColumn;
using model::MappedSource;
using model::MappedTable;
using model::sql_name;

constexpr std::size_t most_bytes = std::size_t{16} << 20; ///< of values that wait to be written
constexpr std::size_t bytes_of_entry = 160;               ///< without the texts

constexpr char const *add_to_those_there = " ON CONFLICT DO UPDATE SET rows = rows + excluded.rows";
constexpr char const *insert_values =
    "INSERT INTO dangling_value (table_id, \"column\", to_label, to_column, value, rule, becomes, rows) ";

/// True if the numbers in this column of the table are shifted.
bool is_shifted(Staging const &staging, MappedTable const &table, std::string const &name)
{
    auto const offsets = id_offsets(staging);
    return std::any_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
        auto const *const column = model::find_filled(source, name);
        auto const end =
            column == nullptr || column->chain.empty() ? KeyColumn{table.target.label, name} : column->chain.back();
        return offsets.contains({end, source.source});
    });
}

/// SQL: what a row is called that `tributary.found` names, and what it is joined with for that.
struct Called {
    std::string sql;
    std::string join;
};

Called called(Staging const &staging, MappedTable const &table, MappedSource const &source)
{
    if (!table.name_column.empty()) {
        return {model::sql_literal(source.source_name + "/") + " || " + account_name_in_sql("a"),
                " CROSS JOIN account AS a ON a.source = " + std::to_string(source.source) +
                    " AND a.row = \"tributary.found\".\"#\""};
    }
    auto const label = sql_name(table.target.label);
    return {model::sql_literal(source.source_name + "/" + table.target.label + "#") + " || " +
                primary_key_in_sql(staging, table, source),
            " CROSS JOIN " + sql_name(source.staged) + " AS " + label + " ON " + label +
                ".\"#\" = \"tributary.found\".\"#\""};
}

/// True if the target takes ANN and ann for one value of this column.
bool ignores_case(model::Table const &table, std::string const &name)
{
    auto const &column = *model::find_column(table, name);
    return column.collation == "NOCASE" || column.type.ends_with("citext") || column.type == "uuid" ||
           std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](auto const &key) {
               return std::find(key.nocase.begin(), key.nocase.end(), name) != key.nocase.end();
           });
}

/// temp.dangling_wanted: the values that refer to this column; temp.dangling_found: who has them.
void collect_wanted(Staging const &staging, KeyColumn const &key, bool ignoring_case)
{
    auto const &database = staging.database();
    auto const value = std::string("(value TEXT") + (ignoring_case ? " COLLATE NOCASE" : "") + " PRIMARY KEY";
    database.execute("DROP TABLE IF EXISTS temp.dangling_wanted; DROP TABLE IF EXISTS temp.dangling_found; "
                     "CREATE TEMP TABLE dangling_wanted " +
                     value + ") WITHOUT ROWID; CREATE TEMP TABLE dangling_found " + value +
                     ", called TEXT NOT NULL) WITHOUT ROWID");
    database
        .prepare(
            "INSERT OR IGNORE INTO temp.dangling_wanted (value) SELECT becomes FROM dangling_value WHERE to_label = "
            "?1 AND to_column = ?2 AND becomes IS NOT NULL")
        .bind(1, std::string_view(key.table))
        .bind(2, std::string_view(key.column))
        .run();
}

/// Each row that the target will hold is looked up among the values.
void find_wanted(Staging const &staging, KeyColumn const &key, MappedTable const &table, MappedSource const &source,
                 Exceptions const &exceptions)
{
    auto const name = called(staging, table, source);
    staging.database().execute(
        "INSERT OR IGNORE INTO temp.dangling_found (value, called) SELECT \"tributary.wanted\".value, " + name.sql +
        " FROM (" + merged_select(table, source, std::vector{key.column}, exceptions, Origin::row) +
        ") AS \"tributary.found\" CROSS JOIN temp.dangling_wanted AS \"tributary.wanted\" ON "
        "\"tributary.wanted\".value = CAST(\"tributary.found\"." +
        sql_name(key.column) + " AS TEXT)" + name.join);
}

void write_found(Staging const &staging, KeyColumn const &key)
{
    staging.database()
        .prepare("UPDATE dangling_value SET now = (SELECT found.called FROM temp.dangling_found AS found WHERE "
                 "found.value = dangling_value.becomes) WHERE to_label = ?1 AND to_column = ?2")
        .bind(1, std::string_view(key.table))
        .bind(2, std::string_view(key.column))
        .run();
}

} // namespace

void clear_dangling(Staging const &staging, std::int64_t table)
{
    staging.database().prepare("DELETE FROM dangling_value WHERE table_id = ?1").bind(1, table).run();
}

bool add_dangling(Staging const &staging, DanglingInColumn const &rows)
{
    auto const value = "CAST(" + rows.value + " AS TEXT)";
    staging.database()
        .prepare(insert_values + std::string("SELECT ?1, ?2, ?3, ?4, ") + value + ", ?5, CAST(" + rows.becomes +
                 " AS TEXT), count(*)" + rows.from + " GROUP BY " + value + add_to_those_there)
        .bind(1, rows.table)
        .bind(2, std::string_view(rows.column))
        .bind(3, std::string_view(rows.to.table))
        .bind(4, std::string_view(rows.to.column))
        .bind(5, rows.rule)
        .run();
    return staging.database().changes() > 0;
}

DanglingCounter::DanglingCounter(Staging const &staging, std::int64_t table, std::string column, KeyColumn to,
                                 std::string rule)
    : m_table(table), m_column(std::move(column)), m_to(std::move(to)), m_rule(std::move(rule)),
      m_add(staging.database().prepare(insert_values + std::string("VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)") +
                                       add_to_those_there))
{
}

void DanglingCounter::count(std::string const &value, std::optional<std::string> const &becomes)
{
    auto const [found, is_new] = m_values.try_emplace(value);
    ++found->second.rows;
    if (is_new) {
        found->second.becomes = becomes;
        m_bytes += bytes_of_entry + 2 * value.size();
    }
    if (m_bytes > most_bytes) {
        flush();
    }
}

void DanglingCounter::flush()
{
    std::vector<std::string_view> values;
    values.reserve(m_values.size());
    for (auto const &entry : m_values) {
        values.emplace_back(entry.first);
    }
    std::sort(values.begin(), values.end()); // as the table has them: it is written from one end to the other
    for (auto const value : values) {
        auto const &counted = m_values.find(std::string(value))->second;
        m_add.bind(1, m_table)
            .bind(2, std::string_view(m_column))
            .bind(3, std::string_view(m_to.table))
            .bind(4, std::string_view(m_to.column))
            .bind(5, value)
            .bind(6, std::string_view(m_rule))
            .bind(7, counted.becomes)
            .bind(8, counted.rows)
            .run();
    }
    m_values.clear();
    m_bytes = 0;
}

void find_dangling_in_target(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions)
{
    std::vector<KeyColumn> keys;
    auto referred =
        staging.database().prepare("SELECT DISTINCT to_label, to_column FROM dangling_value WHERE becomes IS NOT NULL");
    while (referred.step()) {
        keys.push_back({referred.text(0), referred.text(1)});
    }
    for (auto const &key : keys) {
        auto const *const table = model::find_table(mapping, key.table);
        if (table == nullptr || is_shifted(staging, *table, key.column)) {
            continue;
        }
        collect_wanted(staging, key, ignores_case(table->target, key.column));
        for (auto const &source : table->sources) {
            if (model::find_filled(source, key.column) != nullptr) {
                find_wanted(staging, key, *table, source, exceptions);
            }
        }
        write_found(staging, key);
    }
}

} // namespace tributary::staging
