#include "merge/staging/crosswalk.hpp"

#include "merge/model/expect_found.hpp"
#include "merge/staging/id_ranges.hpp"
#include "merge/staging/merged.hpp"

#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace tributary::staging {
namespace {

using model::MappedSource;
using model::MappedTable;
using model::sql_name;

/// The columns of this source's table that others refer to, with their ids.
std::vector<std::pair<std::int64_t, std::string>> keys_of(Staging const &staging, MappedSource const &source,
                                                          std::string const &label)
{
    std::vector<std::pair<std::int64_t, std::string>> result;
    auto statement = staging.database().prepare(
        "SELECT id, \"column\" FROM key_column WHERE source = ?1 AND label = ?2 ORDER BY id");
    statement.bind(1, static_cast<std::int64_t>(source.source)).bind(2, std::string_view(label));
    while (statement.step()) {
        result.emplace_back(statement.integer(0), statement.text(1));
    }
    return result;
}

/// Writes the entries of one key column.
class Entries {
public:
    Entries(Staging const &staging, Exceptions const &exceptions, MappedTable const &table, MappedSource const &source,
            std::int64_t key, std::string const &column)
        : m_database(staging.database()), m_exceptions(exceptions), m_table(table), m_source(source),
          m_column(column), m_columns{column}, m_label(sql_name(table.target.label)),
          m_old(model::expect_named(source.columns, column, "column").value),
          m_insert("INSERT OR REPLACE INTO crosswalk (key_id, old, new) SELECT " + std::to_string(key) + ", " + m_old +
                   ", ")
    {
    }

    /// Returns how many.
    std::int64_t write()
    {
        write_folded();
        if (m_column == m_table.name_column) {
            write_renamed();
        }
        if (m_exceptions.has_values(m_source.table_id, m_column)) {
            write_values();
        }
        return m_written;
    }

private:
    void write_folded()
    {
        for (auto const &survivor : m_table.sources) {
            execute(
                m_insert + "\"tributary.survivor\"." + sql_name(m_column) + decided_rows() + " JOIN (" +
                merged_select(m_table, survivor, m_columns, m_exceptions, Origin::row) +
                ") AS \"tributary.survivor\" ON \"tributary.survivor\".\"#\" = \"tributary.decision\".survivor_row" +
                decided("fold") + " AND \"tributary.decision\".survivor_table = " + std::to_string(survivor.table_id) +
                " AND " + m_old + " IS NOT NULL");
        }
    }

    void write_renamed() { execute(m_insert + "\"tributary.decision\".new_name" + decided_rows() + decided("rename")); }

    /// Values that are not the row's own.
    void write_values()
    {
        std::string rows;
        for (auto const layer : layers) {
            rows += (rows.empty() ? "" : " UNION ") + std::string("SELECT row FROM ") + std::string(name_of(layer)) +
                    " WHERE table_id = " + std::to_string(m_source.table_id) +
                    " AND \"column\" = " + model::sql_literal(m_column);
        }
        execute(m_insert + "\"tributary.own\"." + sql_name(m_column) + " FROM " + sql_name(m_source.staged) + " AS " +
                m_label + " JOIN (" + merged_select(m_table, m_source, m_columns, m_exceptions, Origin::row) +
                ") AS \"tributary.own\" ON \"tributary.own\".\"#\" = " + m_label + ".\"#\" WHERE " + m_label +
                ".\"#\" IN (" + rows + ") AND " + m_old + " IS NOT NULL");
    }

    std::string decided_rows() const
    {
        return " FROM decision AS \"tributary.decision\" JOIN " + sql_name(m_source.staged) + " AS " + m_label +
               " ON " + m_label + ".\"#\" = \"tributary.decision\".row";
    }

    std::string decided(char const *action) const
    {
        return " WHERE \"tributary.decision\".table_id = " + std::to_string(m_source.table_id) +
               " AND \"tributary.decision\".action = '" + action + "'";
    }

    void execute(std::string const &sql)
    {
        m_database.execute(sql);
        m_written += m_database.changes();
    }

    databases::sqlite::Database const &m_database;
    Exceptions const &m_exceptions;
    MappedTable const &m_table;
    MappedSource const &m_source;
    std::string const &m_column;
    std::vector<std::string> m_columns; ///< the one
    std::string m_label;
    std::string m_old;    ///< the old value, as SQL over the staged row
    std::string m_insert; ///< up to the new value
    std::int64_t m_written = 0;
};

/// True if the views must look up rows of this source's table: some are decided, or have values that are not their own.
bool has_exceptions(Exceptions const &exceptions, MappedSource const &source)
{
    auto const first = exceptions.values.lower_bound({source.table_id, std::string(), layers.front()});
    return exceptions.decided_tables.contains(source.table_id) ||
           (first != exceptions.values.end() && std::get<0>(*first) == source.table_id);
}

/// The columns that each say alone which row is meant: those with an id range, and the primary key.
std::vector<std::string> own_ids(MappedTable const &table, MappedSource const &source,
                                 std::map<std::pair<model::KeyColumn, std::uint32_t>, std::int64_t> const &offsets)
{
    auto const *const primary = model::primary_key(table.target);
    std::vector<std::string> result;
    for (auto const &column : source.columns) {
        auto const is_key = primary != nullptr && primary->columns == std::vector{column.name};
        if (!column.value.empty() && (is_key || offsets.contains({{table.target.label, column.name}, source.source}))) {
            result.push_back(column.name);
        }
    }
    return result;
}

} // namespace

void write_key_columns(Staging const &staging, model::Mapping const &mapping)
{
    auto insert =
        staging.database().prepare("INSERT OR IGNORE INTO key_column (source, label, \"column\") VALUES (?1, ?2, ?3)");
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &column : source.columns) {
                auto const add = [&](std::uint32_t whose, model::Chain const &chain) {
                    for (auto const &key : chain) {
                        insert.bind(1, static_cast<std::int64_t>(whose))
                            .bind(2, std::string_view(key.table))
                            .bind(3, std::string_view(key.column))
                            .run();
                    }
                };
                add(source.source, column.chain);
                for (auto const &reference : column.declared) {
                    add(model::ids_of(reference, source.source), reference.chain);
                }
            }
        }
    }
}

std::int64_t rebuild_crosswalk(Staging const &staging, MappedTable const &table)
{
    auto const exceptions = read_exceptions(staging);
    std::int64_t entries = 0;
    for (auto const &source : table.sources) {
        auto const keys = keys_of(staging, source, table.target.label);
        for (auto const &key : keys) {
            staging.database().execute("DELETE FROM crosswalk WHERE key_id = " + std::to_string(key.first));
        }
        if (!has_exceptions(exceptions, source)) {
            continue;
        }
        for (auto const &[id, column] : keys) {
            if (!model::expect_named(source.columns, column, "column").value.empty()) {
                entries += Entries(staging, exceptions, table, source, id, column).write();
            }
        }
    }
    return entries;
}

void add_crosswalk_of_ids(Staging const &staging, model::Mapping const &mapping)
{
    auto const offsets = id_offsets(staging);
    auto const exceptions = read_exceptions(staging);
    auto insert =
        staging.database().prepare("INSERT OR IGNORE INTO key_column (source, label, \"column\") VALUES (?1, ?2, ?3)");
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            if (!has_exceptions(exceptions, source)) {
                continue;
            }
            for (auto const &column : own_ids(table, source, offsets)) {
                insert.bind(1, static_cast<std::int64_t>(source.source))
                    .bind(2, std::string_view(table.target.label))
                    .bind(3, std::string_view(column))
                    .run();
                if (staging.database().changes() > 0) { // the others have their entries already
                    auto const key = staging.database().integer("SELECT last_insert_rowid()");
                    Entries(staging, exceptions, table, source, key, column).write();
                }
            }
        }
    }
}

CrosswalkLookup::CrosswalkLookup(Staging const &staging, std::int64_t key)
    : m_find(staging.database().prepare("SELECT new FROM crosswalk WHERE key_id = " + std::to_string(key) +
                                        " AND old = ?1"))
{
}

std::optional<CrosswalkLookup::Entry> CrosswalkLookup::find(model::Cell const &old)
{
    m_find.bind(1, old);
    auto entry = m_find.step() ? std::optional(Entry{m_find.optional_text(0)}) : std::nullopt;
    m_find.reset();
    return entry;
}

RowsWithoutValue count_rows_without_value(Staging const &staging, MappedTable const &table, MappedSource const &source,
                                          std::string const &value, std::int64_t key)
{
    auto found = staging.database().prepare(
        "SELECT count(*), min(" + value + ") FROM " + sql_name(source.staged) + " AS " + sql_name(table.target.label) +
        " JOIN (SELECT old AS \"tributary.old\" FROM crosswalk INDEXED BY given_up WHERE key_id = " +
        std::to_string(key) + " AND new IS NULL) ON \"tributary.old\" = " + value);
    found.step();
    return {found.integer(0), found.text(1)};
}

} // namespace tributary::staging
