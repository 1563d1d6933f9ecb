#include "merge/staging/merged.hpp"

#include <algorithm>

namespace tributary::staging {
namespace {

using model::KeyColumn;
using model::MappedColumn;
using model::MappedSource;
using model::MappedTable;
using model::sql_name;

constexpr char const *decision_alias = "\"tributary.decision\"";

// What is joined has names that no expression of the plan means when it says just `action` or `old`.
constexpr char const *named_decision =
    "(SELECT table_id AS \"tributary.table\", row AS \"tributary.row\", action AS \"tributary.action\", "
    "new_name AS \"tributary.new_name\" FROM decision)";
constexpr char const *named_crosswalk =
    "(SELECT key_id AS \"tributary.key\", old AS \"tributary.old\", new AS \"tributary.new\" FROM crosswalk)";

/// Writes one SELECT: collects the joins that the columns ask for.
class Select {
public:
    Select(MappedTable const &table, MappedSource const &source, Exceptions const &exceptions, Rows rows)
        : m_table(table), m_source(source), m_exceptions(exceptions), m_merged(rows == Rows::merged),
          m_decided(m_merged && exceptions.decided_tables.contains(source.table_id))
    {
    }

    std::string value(MappedColumn const &column)
    {
        if (column.value.empty()) {
            return "NULL";
        }
        auto result = column.offset == 0 ? column.value : column.value + " + " + std::to_string(column.offset);
        for (auto key = column.chain.rbegin(); key != column.chain.rend(); ++key) {
            auto const found = m_exceptions.keys.find({m_source.source, *key});
            if (found != m_exceptions.keys.end()) {
                auto const alias = "\"tributary.crosswalk" + std::to_string(++m_joins) + "\"";
                m_from += std::string(" LEFT JOIN ") + named_crosswalk + " AS " + alias + " ON " + alias +
                          ".\"tributary.key\" = " + std::to_string(found->second) + " AND " + alias +
                          ".\"tributary.old\" = " + column.value;
                result = "coalesce(" + alias + ".\"tributary.new\", " + result + ")";
            }
        }
        if (m_decided && column.name == m_table.name_column) {
            result = std::string("CASE WHEN ") + decision_alias + ".\"tributary.action\" = 'rename' THEN " +
                     decision_alias + ".\"tributary.new_name\" ELSE " + result + " END";
        }
        if (m_merged && m_exceptions.survived.contains({m_source.table_id, column.name})) {
            auto const alias = "\"tributary.survived" + std::to_string(++m_joins) + "\"";
            m_from +=
                " LEFT JOIN (SELECT row AS \"tributary.row\", value AS \"tributary.value\" FROM survived WHERE table_id = " +
                std::to_string(m_source.table_id) + " AND \"column\" = " + model::sql_literal(column.name) + ") AS " +
                alias + " ON " + alias + ".\"tributary.row\" = " + sql_name(m_table.target.label) + ".\"#\"";
            result = "CASE WHEN " + alias + ".\"tributary.row\" IS NULL THEN " + result + " ELSE " + alias +
                     ".\"tributary.value\" END";
        }
        return result;
    }

    std::string from() const
    {
        auto const label = sql_name(m_table.target.label);
        auto text = " FROM " + sql_name(m_source.staged) + " AS " + label + m_from;
        if (m_decided) {
            text += std::string(" LEFT JOIN ") + named_decision + " AS " + decision_alias + " ON " + decision_alias +
                    ".\"tributary.table\" = " + std::to_string(m_source.table_id) + " AND " + decision_alias +
                    ".\"tributary.row\" = " + label + ".\"#\" WHERE " + decision_alias +
                    ".\"tributary.action\" IS NOT 'fold'";
        }
        return text;
    }

private:
    MappedTable const &m_table;
    MappedSource const &m_source;
    Exceptions const &m_exceptions;
    bool m_merged;
    bool m_decided;
    int m_joins = 0;
    std::string m_from;
};

MappedColumn const &column_of(MappedSource const &source, std::string const &name)
{
    return *std::find_if(source.columns.begin(), source.columns.end(),
                         [&](auto const &one) { return one.name == name; });
}

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

} // namespace

Exceptions read_exceptions(Staging const &staging)
{
    Exceptions result;
    auto keys = staging.database().prepare(
        "SELECT id, source, label, \"column\" FROM key_column AS k WHERE EXISTS (SELECT 1 FROM crosswalk WHERE key_id = k.id)");
    while (keys.step()) {
        result.keys.emplace(
            std::pair{static_cast<std::uint32_t>(keys.integer(1)), KeyColumn{keys.text(2), keys.text(3)}},
            keys.integer(0));
    }
    auto tables = staging.database().prepare(
        "SELECT id FROM staged_table AS t WHERE EXISTS (SELECT 1 FROM decision WHERE table_id = t.id)");
    while (tables.step()) {
        result.decided_tables.insert(tables.integer(0));
    }
    auto survived = staging.database().prepare("SELECT DISTINCT table_id, \"column\" FROM survived");
    while (survived.step()) {
        result.survived.emplace(survived.integer(0), survived.text(1));
    }
    return result;
}

std::string merged_select(MappedTable const &table, MappedSource const &source, std::span<std::string const> columns,
                          Exceptions const &exceptions, Origin origin, Rows rows)
{
    Select select(table, source, exceptions, rows);
    std::string list = origin == Origin::row ? sql_name(table.target.label) + ".\"#\"" : "";
    for (auto const &name : columns) {
        list += (list.empty() ? "" : ", ") + select.value(column_of(source, name)) + " AS " + sql_name(name);
    }
    return "SELECT " + (list.empty() ? "NULL" : list) + select.from();
}

std::string primary_key_in_sql(MappedTable const &table, MappedSource const &source)
{
    auto const *const primary = model::primary_key(*source.table);
    std::string values;
    for (auto const &column : source.columns) {
        auto const in_key = primary != nullptr && std::find(primary->columns.begin(), primary->columns.end(),
                                                            column.name) != primary->columns.end();
        if (in_key && !column.value.empty()) {
            values += (values.empty() ? "" : " || ',' || ") + column.value;
        }
    }
    auto const number = sql_name(table.target.label) + ".\"#\"";
    return values.empty() ? number : "coalesce(" + values + ", " + number + ")"; // SQLite has keys that are NULL
}

std::string row_in_words(Staging const &staging, MappedTable const &table, MappedSource const &source, std::int64_t row)
{
    auto const label = sql_name(table.target.label);
    auto const shown =
        staging.database().value("SELECT " + primary_key_in_sql(table, source) + " FROM " + sql_name(source.staged) +
                                 " AS " + label + " WHERE " + label + ".\"#\" = " + std::to_string(row));
    return source.source_name + "/" + table.target.label + "#" + shown.value_or("");
}

std::vector<std::string> loaded_columns(MappedSource const &source)
{
    std::vector<std::string> result;
    for (auto const &column : source.columns) {
        if (!column.value.empty()) {
            result.push_back(column.name);
        }
    }
    return result;
}

void write_views(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions)
{
    auto const &database = staging.database();
    std::vector<std::string> old;
    auto views = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'view' AND name LIKE 'merged.%'");
    while (views.step()) {
        old.push_back(views.text(0));
    }
    views.reset();
    for (auto const &view : old) {
        database.execute("DROP VIEW " + sql_name(view));
    }
    std::set<std::string> taken_views;
    for (auto const &table : mapping) {
        std::set<std::string> taken;
        std::string columns;
        std::vector<std::string> names;
        for (auto const &column : table.sources.front().columns) {
            names.push_back(column.name);
            columns += (columns.empty() ? "" : ", ") + sql_name(free_name(column.name, taken));
        }
        std::string sql;
        for (auto const &source : table.sources) {
            sql += (sql.empty() ? "" : "\nUNION ALL\n") + merged_select(table, source, names, exceptions);
        }
        auto const view = sql_name(free_name("merged." + table.target.label, taken_views));
        // prepared, so that an expression of the plan cannot bring a second statement
        database.prepare("CREATE VIEW " + view + (columns.empty() ? "" : " (" + columns + ")") + " AS\n" + sql).run();
    }
}

void write_key_columns(Staging const &staging, model::Mapping const &mapping)
{
    auto insert =
        staging.database().prepare("INSERT OR IGNORE INTO key_column (source, label, \"column\") VALUES (?1, ?2, ?3)");
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &column : source.columns) {
                for (auto const &key : column.chain) {
                    insert.bind(1, static_cast<std::int64_t>(source.source))
                        .bind(2, std::string_view(key.table))
                        .bind(3, std::string_view(key.column))
                        .run();
                }
            }
        }
    }
}

std::int64_t rebuild_crosswalk(Staging const &staging, MappedTable const &table)
{
    auto const &database = staging.database();
    auto const exceptions = read_exceptions(staging);
    std::int64_t entries = 0;
    for (auto const &source : table.sources) {
        for (auto const &[id, column] : keys_of(staging, source, table.target.label)) {
            database.execute("DELETE FROM crosswalk WHERE key_id = " + std::to_string(id));
        }
        auto const survived = exceptions.survived.lower_bound({source.table_id, std::string()});
        auto const has_survived = survived != exceptions.survived.end() && survived->first == source.table_id;
        if (!exceptions.decided_tables.contains(source.table_id) && !has_survived) {
            continue;
        }
        for (auto const &[id, column] : keys_of(staging, source, table.target.label)) {
            if (column_of(source, column).value.empty()) {
                continue;
            }
            auto const old_value = column_of(source, column).value;
            auto const insert = "INSERT OR REPLACE INTO crosswalk SELECT " + std::to_string(id) + ", " + old_value +
                                ", \"tributary.survivor\"." + sql_name(column) + " FROM decision AS " + decision_alias +
                                " JOIN " + sql_name(source.staged) + " AS " + sql_name(table.target.label) + " ON " +
                                sql_name(table.target.label) + ".\"#\" = " + decision_alias + ".row JOIN (";
            std::vector<std::string> const wanted{column};
            for (auto const &survivor : table.sources) {
                database.execute(
                    insert + merged_select(table, survivor, wanted, exceptions, Origin::row) +
                    ") AS \"tributary.survivor\" ON \"tributary.survivor\".\"#\" = " + decision_alias +
                    ".survivor_row WHERE " + decision_alias + ".table_id = " + std::to_string(source.table_id) +
                    " AND " + decision_alias + ".action = 'fold' AND " + decision_alias +
                    ".survivor_table = " + std::to_string(survivor.table_id) + " AND " + old_value + " IS NOT NULL");
                entries += database.changes();
            }
            if (column == table.name_column) {
                database.execute("INSERT OR REPLACE INTO crosswalk SELECT " + std::to_string(id) + ", " + old_value +
                                 ", " + decision_alias + ".new_name FROM decision AS " + decision_alias + " JOIN " +
                                 sql_name(source.staged) + " AS " + sql_name(table.target.label) + " ON " +
                                 sql_name(table.target.label) + ".\"#\" = " + decision_alias + ".row WHERE " +
                                 decision_alias + ".table_id = " + std::to_string(source.table_id) + " AND " +
                                 decision_alias + ".action = 'rename'");
                entries += database.changes();
            }
            if (exceptions.survived.contains({source.table_id, column})) {
                database.execute("INSERT OR REPLACE INTO crosswalk SELECT " + std::to_string(id) + ", " + old_value +
                                 ", \"tributary.survived\".value FROM survived AS \"tributary.survived\" JOIN " +
                                 sql_name(source.staged) + " AS " + sql_name(table.target.label) + " ON " +
                                 sql_name(table.target.label) + ".\"#\" = \"tributary.survived\".row WHERE " +
                                 "\"tributary.survived\".table_id = " + std::to_string(source.table_id) +
                                 " AND \"tributary.survived\".\"column\" = " + model::sql_literal(column) + " AND " +
                                 old_value + " IS NOT NULL");
                entries += database.changes();
            }
        }
    }
    return entries;
}

} // namespace tributary::staging
