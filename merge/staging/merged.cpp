#include "merge/staging/merged.hpp"

#include "merge/model/expect_found.hpp"
#include "merge/staging/catalogue.hpp"

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
        auto result = in_target(column.value, column.chain, column.offset, m_source.source);
        std::string cases;
        for (auto const &reference : column.declared) {
            if (reference.holds == model::DeclaredReference::Holds::value) {
                cases += " WHEN " + (reference.when.empty() ? "1" : reference.when) + " THEN " +
                         in_target(column.value, reference);
            }
        }
        if (!cases.empty()) {
            result = "CASE" + cases + " ELSE " + result + " END";
        }
        if (m_decided && column.name == m_table.name_column) {
            result = std::string("CASE WHEN ") + decision_alias + ".\"tributary.action\" = 'rename' THEN " +
                     decision_alias + ".\"tributary.new_name\" ELSE " + result + " END";
        }
        for (auto const layer : layers) {
            auto const applies = m_merged || layer == Layer::rewritten;
            if (applies && m_exceptions.values.contains({m_source.table_id, column.name, layer})) {
                result = laid_over(result, column.name, layer);
            }
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
                    ".\"tributary.action\" IN ('fold', 'leave_out') IS NOT 1";
        }
        return text;
    }

private:
    /// What a value that refers along the chain, to rows of this source, becomes.
    std::string in_target(std::string const &value, model::Chain const &chain, std::int64_t offset,
                          std::uint32_t source)
    {
        auto result = offset == 0 ? value : value + " + " + std::to_string(offset);
        for (auto position = chain.size(); position-- > 0;) { // the nearest last, so that it counts first
            auto const found = m_exceptions.keys.find({source, chain[position]});
            if (found != m_exceptions.keys.end()) {
                auto const alias = "\"tributary.crosswalk" + std::to_string(++m_joins) + "\"";
                m_from += std::string(" LEFT JOIN ") + named_crosswalk + " AS " + alias + " ON " + alias +
                          ".\"tributary.key\" = " + std::to_string(found->second) + " AND " + alias +
                          ".\"tributary.old\" = " + value;
                result = "coalesce(" + alias + ".\"tributary.new\", " + result + ")";
            }
        }
        return result;
    }

    std::string in_target(std::string const &value, model::DeclaredReference const &reference)
    {
        auto const whose = model::ids_of(reference, m_source.source);
        if (!reference.as_text) {
            return in_target(value, reference.chain, reference.offset, whose);
        }
        auto const number = number_in_text(value);
        auto const moved = in_target(number, reference.chain, reference.offset, whose); // once: it makes joins
        return "coalesce(CASE typeof(" + value + ") WHEN 'text' THEN CAST(" + moved + " AS TEXT) ELSE " + moved +
               " END, " + value + ")";
    }

    std::string laid_over(std::string const &own, std::string const &column, Layer layer)
    {
        auto const alias = "\"tributary." + std::string(name_of(layer)) + std::to_string(++m_joins) + "\"";
        m_from += " LEFT JOIN (SELECT row AS \"tributary.row\", value AS \"tributary.value\" FROM " +
                  std::string(name_of(layer)) + " WHERE table_id = " + std::to_string(m_source.table_id) +
                  " AND \"column\" = " + model::sql_literal(column) + ") AS " + alias + " ON " + alias +
                  ".\"tributary.row\" = " + sql_name(m_table.target.label) + ".\"#\"";
        return "CASE WHEN " + alias + ".\"tributary.row\" IS NULL THEN " + own + " ELSE " + alias +
               ".\"tributary.value\" END";
    }

    MappedTable const &m_table;
    MappedSource const &m_source;
    Exceptions const &m_exceptions;
    bool m_merged;
    bool m_decided;
    int m_joins = 0;
    std::string m_from;
};

} // namespace

bool Exceptions::has_values(std::int64_t table, std::string const &column) const
{
    return std::any_of(layers.begin(), layers.end(), [&](Layer layer) {
        return values.contains({table, column, layer});
    });
}

std::string staged_rows(MappedTable const &table, MappedSource const &source, Exceptions const &exceptions)
{
    auto const label = sql_name(table.target.label);
    auto from = " FROM " + sql_name(source.staged) + " AS " + label;
    if (!exceptions.left_out.contains(source.table_id)) {
        return from + " WHERE 1";
    }
    return from + " LEFT JOIN " + named_decision + " AS " + decision_alias + " ON " + decision_alias +
           ".\"tributary.table\" = " + std::to_string(source.table_id) + " AND " + decision_alias +
           ".\"tributary.row\" = " + label + ".\"#\" WHERE " + decision_alias +
           ".\"tributary.action\" IS NOT 'leave_out'";
}

std::string number_in_text(std::string const &value)
{
    auto const number = "CAST(" + value + " AS INTEGER)";
    return "CASE WHEN CAST(" + number + " AS TEXT) = CAST(" + value + " AS TEXT) OR (typeof(" + value +
           ") = 'real' AND " + value + " = " + number + ") THEN " + number + " END";
}

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
    auto left_out =
        staging.database().prepare("SELECT DISTINCT table_id FROM decision WHERE action = 'leave_out'"); // has an index
    while (left_out.step()) {
        result.left_out.insert(left_out.integer(0));
    }
    for (auto const layer : layers) {
        auto values =
            staging.database().prepare("SELECT DISTINCT table_id, \"column\" FROM " + std::string(name_of(layer)));
        while (values.step()) {
            result.values.emplace(values.integer(0), values.text(1), layer);
        }
    }
    return result;
}

std::string merged_select(MappedTable const &table, MappedSource const &source, std::span<std::string const> columns,
                          Exceptions const &exceptions, Origin origin, Rows rows)
{
    Select select(table, source, exceptions, rows);
    std::string list = origin == Origin::row ? sql_name(table.target.label) + ".\"#\"" : "";
    for (auto const &name : columns) {
        list += (list.empty() ? "" : ", ") + select.value(model::expect_named(source.columns, name, "column")) +
                " AS " + sql_name(name);
    }
    return "SELECT " + (list.empty() ? "NULL" : list) + select.from();
}

std::string followed_select(MappedTable const &table, MappedSource const &source, std::span<std::string const> columns,
                            Exceptions const &exceptions)
{
    auto sql = "SELECT * FROM (" + merged_select(table, source, columns, exceptions, Origin::row) + ")";
    if (!exceptions.decided_tables.contains(source.table_id)) {
        return sql;
    }
    std::string list;
    for (auto const &name : columns) {
        list += ", \"tributary.survivor\"." + sql_name(name);
    }
    for (auto const &survivor : table.sources) {
        sql += std::string(" UNION ALL SELECT ") + decision_alias + ".row" + list + " FROM decision AS " +
               decision_alias + " JOIN (" + merged_select(table, survivor, columns, exceptions, Origin::row) +
               ") AS \"tributary.survivor\" ON \"tributary.survivor\".\"#\" = " + decision_alias +
               ".survivor_row WHERE " + decision_alias + ".table_id = " + std::to_string(source.table_id) + " AND " +
               decision_alias + ".action = 'fold' AND " + decision_alias +
               ".survivor_table = " + std::to_string(survivor.table_id);
    }
    return sql;
}

std::string primary_key_in_sql(model::Table const &table, std::vector<std::string> const &staged,
                               std::string const &alias)
{
    auto number = alias + ".\"#\"";
    auto const *const primary = model::primary_key(table);
    if (primary == nullptr) {
        return number;
    }
    std::string values;
    std::size_t position = 0;
    for (auto const &column : table.columns) {
        auto const in_key =
            std::find(primary->columns.begin(), primary->columns.end(), column.name) != primary->columns.end();
        if (in_key && column.generated) {
            return number; // it is not staged, and the rest of the key may be that of several rows
        }
        if (in_key) {
            values += (values.empty() ? "" : " || ',' || ") + alias + "." + sql_name(staged.at(position));
        }
        position += column.generated ? 0 : 1;
    }
    return "coalesce(" + values + ", " + number + ")"; // SQLite has keys that are NULL
}

std::string primary_key_in_sql(Staging const &staging, MappedTable const &table, MappedSource const &source)
{
    auto const staged =
        words_from_json(staging.database()
                            .value("SELECT columns FROM staged_table WHERE id = " + std::to_string(source.table_id))
                            .value_or("[]"));
    return primary_key_in_sql(*source.table, staged, sql_name(table.target.label));
}

std::string primary_key_of(Staging const &staging, MappedTable const &table, MappedSource const &source,
                           std::int64_t row)
{
    auto const label = sql_name(table.target.label);
    return staging.database()
        .value("SELECT " + primary_key_in_sql(staging, table, source) + " FROM " + sql_name(source.staged) + " AS " +
               label + " WHERE " + label + ".\"#\" = " + std::to_string(row))
        .value_or("");
}

std::int64_t first_by_primary_key(Staging const &staging, MappedTable const &table, MappedSource const &source,
                                  std::span<std::int64_t const> rows)
{
    std::string list;
    for (auto const row : rows) {
        list += (list.empty() ? "" : ", ") + std::to_string(row);
    }
    auto const label = sql_name(table.target.label);
    return staging.database().integer("SELECT " + label + ".\"#\" FROM " + sql_name(source.staged) + " AS " + label +
                                      " WHERE " + label + ".\"#\" IN (" + list + ") ORDER BY " +
                                      primary_key_in_sql(staging, table, source) + ", 1 LIMIT 1");
}

std::string row_in_words(Staging const &staging, MappedTable const &table, MappedSource const &source, std::int64_t row)
{
    return source.source_name + "/" + table.target.label + "#" + primary_key_of(staging, table, source, row);
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

} // namespace tributary::staging
