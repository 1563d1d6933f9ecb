#include "merge/staging/computed_values.hpp"

#include "merge/staging/derived.hpp"

#include <algorithm>
#include <map>
#include <string_view>

namespace tributary::staging {
namespace {

using model::sql_name;

constexpr std::string_view merged_prefix = "merged.";

std::string merged_view(std::string const &label) { return std::string(merged_prefix) + label; }

/// WHERE takes no aggregate, and one that stood outside of a sub-select would make one row of all.
std::string over_view(RowExpression const &expression)
{
    auto const &label = expression.table.target.label;
    return "SELECT 1 FROM main." + sql_name(merged_view(label)) + " AS " + sql_name(label) + " WHERE (" +
           expression.expression + "\n) IS NULL";
}

/// The same over a row that is read from nowhere: what is left is what sub-selects read.
std::string over_nothing(RowExpression const &expression)
{
    std::string columns;
    for (auto const &column : expression.table.sources.front().columns) {
        columns += (columns.empty() ? "NULL AS " : ", NULL AS ") + sql_name(column.name);
    }
    return "SELECT (" + expression.expression + "\n) FROM (SELECT " + columns + ") AS " +
           sql_name(expression.table.target.label);
}

std::string over_source(Staging const &staging, RowExpression const &expression, model::MappedSource const &source,
                        std::string const &column, Exceptions const &exceptions)
{
    auto const label = sql_name(expression.table.target.label);
    std::set<std::string> read{column};
    for (auto const &one : merged_columns_read(staging, expression)) {
        if (one.table == expression.table.target.label && !one.column.empty()) {
            read.insert(one.column);
        }
    }
    std::vector<std::string> columns;
    for (auto const &one : source.columns) {
        if (read.contains(one.name)) {
            columns.push_back(one.name);
        }
    }
    return "SELECT " + label + ".\"#\", " + label + "." + sql_name(column) + ", (" + expression.expression +
           "\n) FROM (" + merged_select(expression.table, source, columns, exceptions, Origin::row) + ") AS " + label;
}

} // namespace

std::optional<std::string> check_row_expression(Staging const &staging, RowExpression const &expression)
{
    auto const sql = over_view(expression);
    auto const statement = prepare_over_merged(staging, sql);
    if (statement.parameters() > 0) {
        throw Failure(1, 1, "it has a parameter, for which there is no value", sql);
    }
    return staging.database().changing_function(sql);
}

std::set<model::KeyColumn> merged_columns_read(Staging const &staging, RowExpression const &expression)
{
    std::set<model::KeyColumn> result;
    for (auto const &[table, column] : staging.database().columns_read(over_view(expression))) {
        if (table.starts_with(merged_prefix)) {
            result.insert({table.substr(merged_prefix.size()), column});
        }
    }
    return result;
}

IndexedRows::IndexedRows(Staging const &staging, RowExpression const &expression) : m_staging(staging)
{
    auto const &database = staging.database();
    std::map<std::string, std::vector<std::string>> views;
    for (auto const &[view, column] : database.columns_read(over_nothing(expression))) {
        if (view.starts_with(merged_prefix)) {
            auto &columns = views[view];
            if (!column.empty()) {
                columns.push_back(sql_name(column));
            }
        }
    }
    for (auto const &[view, columns] : views) {
        std::string list;
        for (auto const &column : columns) {
            list += (list.empty() ? "" : ", ") + column;
        }
        auto const copy = "temp." + sql_name(view);
        auto const names = list.empty() ? std::string("\"tributary.row\"") : list;
        database.execute("CREATE TABLE " + copy + " (" + names + ")");
        m_copies.push_back(copy);
        database.execute("INSERT INTO " + copy + " (" + names + ") SELECT " + (list.empty() ? "NULL" : list) +
                         " FROM main." + sql_name(view));
        m_most_rows = std::max(m_most_rows, database.changes());
        std::size_t number = 0;
        for (auto const &column : columns) {
            database.execute("CREATE INDEX temp." + sql_name(view + "." + std::to_string(++number)) + " ON " +
                             sql_name(view) + " (" + column + ")");
        }
        database.execute("ANALYZE " + copy);
    }
}

IndexedRows::~IndexedRows()
{
    for (auto const &copy : m_copies) {
        try {
            m_staging.database().execute("DROP TABLE " + copy);
        } catch (Failure const &) { // it goes with the connection
        }
    }
}

bool scans_for_each_row(Staging const &staging, RowExpression const &expression, model::MappedSource const &source,
                        std::string const &column, Exceptions const &exceptions)
{
    auto plan = staging.database().prepare("EXPLAIN QUERY PLAN " +
                                           over_source(staging, expression, source, column, exceptions));
    std::set<std::int64_t> for_each_row; // the nodes of sub-selects that depend on the row, and what is below them
    while (plan.step()) {
        auto const detail = plan.text(3);
        auto const below = for_each_row.contains(plan.integer(1));
        if (below && detail.starts_with("SCAN ") && !detail.starts_with("SCAN CONSTANT")) {
            return true;
        }
        if (below || detail.starts_with("CORRELATED ")) {
            for_each_row.insert(plan.integer(0));
        }
    }
    return false;
}

void for_each_computed(Staging const &staging, RowExpression const &expression, model::MappedSource const &source,
                       std::string const &column, Exceptions const &exceptions,
                       std::function<void(ComputedRow const &)> const &sink)
{
    auto rows = staging.database().prepare(over_source(staging, expression, source, column, exceptions));
    while (rows.step()) {
        sink({rows.integer(0), rows.cell(1), rows.cell(2)});
    }
}

std::optional<std::int64_t> first_without_parent(Staging const &staging, model::MappedTable const &table,
                                                 model::MappedSource const &source, std::string const &column,
                                                 model::KeyColumn const &parent, Exceptions const &exceptions)
{
    auto const name = sql_name(column);
    auto const key = sql_name(parent.column);
    auto rows = staging.database().prepare("SELECT \"#\", " + name + " FROM (" +
                                           merged_select(table, source, std::vector{column}, exceptions, Origin::row) +
                                           ") WHERE " + name + " IS NOT NULL AND " + name + " NOT IN (SELECT " + key +
                                           " FROM " + sql_name(merged_view(parent.table)) + " WHERE " + key +
                                           " IS NOT NULL) LIMIT 1");
    if (!rows.step()) {
        return std::nullopt;
    }
    return rows.integer(0);
}

} // namespace tributary::staging
