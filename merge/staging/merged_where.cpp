#include "merge/staging/merged_where.hpp"

#include "merge/model/sql_tokens.hpp"

#include <algorithm>

namespace tributary::staging {
namespace {

using model::sql_name;

constexpr char const *merged_alias = "\"tributary.merged\"";

bool is_boolean(model::MappedTable const &table, model::MappedSource const &source, std::string const &name)
{
    auto const *const own = model::find_column(*source.table, name);
    auto const &type = own == nullptr ? model::find_column(table.target, name)->type : own->type;
    return model::types_bind(source.table->engine) && type == "boolean";
}

std::vector<std::string> names_of(model::MappedSource const &source)
{
    std::vector<std::string> names;
    for (auto const &column : source.columns) {
        names.push_back(column.name);
    }
    return names;
}

/// The merged row as an expression sees it.
std::string row_in_sql(model::MappedTable const &table, model::MappedSource const &source,
                       std::vector<std::string> const &used)
{
    std::string list;
    for (auto const &name : used) {
        auto const value = std::string(merged_alias) + "." + sql_name(name);
        list += (list.empty() ? "" : ", ") +
                (is_boolean(table, source, name)
                     ? "CASE " + value + " WHEN 't' THEN 1 WHEN 'f' THEN 0 ELSE " + value + " END"
                     : value) +
                " AS " + sql_name(name);
    }
    return "(SELECT " + (list.empty() ? "1" : list) + ") AS " + sql_name(table.target.label);
}

std::string over_row(model::MappedTable const &table, model::MappedSource const &source, std::string const &expression)
{
    return "(SELECT (" + expression + "\n) FROM " +
           row_in_sql(table, source, model::columns_in(expression, names_of(source))) + ")";
}

/// `columns`, and those that the expressions use besides.
std::vector<std::string> with_used(model::MappedSource const &source, std::span<std::string const> columns,
                                   std::span<std::string const> expressions)
{
    std::vector<std::string> all(columns.begin(), columns.end());
    for (auto const &expression : expressions) {
        for (auto const &name : model::columns_in(expression, names_of(source))) {
            if (std::find(all.begin(), all.end(), name) == all.end()) {
                all.push_back(name);
            }
        }
    }
    return all;
}

/// As the source writes a boolean.
std::string as_staged(model::MappedTable const &table, model::MappedSource const &source, std::string const &column,
                      std::string const &value)
{
    return is_boolean(table, source, column)
               ? "(SELECT CASE value WHEN 0 THEN 'f' WHEN 1 THEN 't' ELSE value END FROM (SELECT " + value +
                     " AS value))"
               : value;
}

} // namespace

std::string merged_where(model::MappedTable const &table, model::MappedSource const &source,
                         std::span<std::string const> columns, Exceptions const &exceptions,
                         std::string const &condition, Rows rows)
{
    if (condition.empty()) {
        return merged_select(table, source, columns, exceptions, Origin::row, rows);
    }
    std::string list = std::string(merged_alias) + ".\"#\"";
    for (auto const &name : columns) {
        list += std::string(", ") + merged_alias + "." + sql_name(name);
    }
    return "SELECT " + list + " FROM (" +
           merged_select(table, source, with_used(source, columns, std::span(&condition, 1)), exceptions, Origin::row,
                         rows) +
           ") AS " + merged_alias + " WHERE " + over_row(table, source, condition) + " IS TRUE";
}

std::vector<model::Value> merged_expressions(Staging const &staging, model::MappedTable const &table,
                                             model::MappedSource const &source, std::int64_t row,
                                             std::span<std::string const> columns,
                                             std::span<std::string const> expressions, Exceptions const &exceptions)
{
    std::string list;
    for (std::size_t i = 0; i < expressions.size(); ++i) {
        list += (i == 0 ? "" : ", ") + as_staged(table, source, columns[i], over_row(table, source, expressions[i]));
    }
    auto found = staging.database().prepare(
        "SELECT " + list + " FROM (" +
        merged_select(table, source, with_used(source, {}, expressions), exceptions, Origin::row) + ") AS " +
        merged_alias + " WHERE " + merged_alias + ".\"#\" = ?1");
    found.bind(1, row).step();
    std::vector<model::Value> values;
    for (std::size_t i = 0; i < expressions.size(); ++i) {
        values.push_back(model::value_of(found.cell(static_cast<int>(i)), source.source));
    }
    return values;
}

std::optional<std::string> merged_expression_problem(Staging const &staging, model::Table const &target,
                                                     std::string const &expression)
{
    std::string list;
    for (auto const &column : target.columns) {
        list += (list.empty() ? "" : ", ") + std::string("NULL AS ") + sql_name(column.name);
    }
    auto const from = " FROM (SELECT " + (list.empty() ? "1" : list) + ") AS " + sql_name(target.label);
    try {
        // bare, a parenthesis too many is an error; in WHERE, an aggregate and a list are
        if (staging.database().prepare("SELECT " + expression + "\n" + from).parameters() > 0) {
            return "it has a parameter, for which there is no value";
        }
        auto const filter = "SELECT 1" + from + " WHERE (" + expression + "\n)";
        staging.database().prepare(filter);
        if (auto const function = staging.database().changing_function(filter)) {
            return *function + " gives a different value each time";
        }
    } catch (Failure const &failure) {
        return failure.what();
    }
    return std::nullopt;
}

} // namespace tributary::staging
