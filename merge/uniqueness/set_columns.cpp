#include "merge/uniqueness/set_columns.hpp"

#include "merge/model/nearest.hpp"
#include "merge/references/references.hpp"
#include "merge/staging/merged_where.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>

namespace tributary::uniqueness {

namespace {

/// Why an answer cannot give the column a value; empty if it can.
std::string why_not_set(model::MappedTable const &table, model::MappedSource const &source, std::string const &name)
{
    auto const *const column = model::find_column(table.target, name);
    auto const *const primary = model::primary_key(table.target);
    if (column == nullptr) {
        return "table \"" + table.target.label + "\" has no column \"" + name + "\"";
    }
    if (column->generated) {
        return "the target computes column \"" + name + "\" itself";
    }
    if (name == table.name_column) {
        return "accounts get another name by rename:<new>";
    }
    auto const in_primary = primary != nullptr &&
                            std::find(primary->columns.begin(), primary->columns.end(), name) != primary->columns.end();
    if (in_primary || references::is_numbered(table.target, *column) || model::refers(table, name)) {
        return "column \"" + name + "\" is an id, or refers to a row";
    }
    return model::find_filled(source, name) == nullptr ? "the source does not fill column \"" + name + "\"" : "";
}

} // namespace

bool set_columns(staging::Staging const &staging, staging::DecisionWriter &writer, KeyRows const &rows,
                 staging::DuplicateRow const &row)
{
    std::vector<std::string> columns;
    std::vector<std::string> expressions;
    for (auto const &set : rows.rule.set) {
        columns.push_back(set.column);
        expressions.push_back(set.expression);
    }
    auto const &source = rows.source_of(row);
    auto const given =
        staging::merged_expressions(staging, rows.table, source, row.row, columns, expressions, rows.exceptions);
    auto const has = staging::merged_values(staging, rows.table, source, row.row, columns, rows.exceptions);
    auto const old = staging::values_of_row(staging, rows.table, source, row.row, columns, rows.exceptions);
    auto const key = staging::primary_key_of(staging, rows.table, source, row.row);
    bool changed = false;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (!model::same(given[i], has[i])) {
            writer.assign(source.table_id, row.row, key, columns[i], model::cell_of(given[i]), model::cell_of(old[i]),
                          fmt::format("{} ({})", rows.rule.policy.name, rows.rule.key.name));
            changed = true;
        }
    }
    return changed;
}

std::string set_by_answer(plan::Plan const &plan, staging::Staging const &staging, staging::DecisionWriter &writer,
                          KeyRows const &rows, staging::DuplicateRow const &row, std::string const &column_and_value)
{
    auto const equals = column_and_value.find('=');
    auto const name = column_and_value.substr(0, equals);
    auto const text = column_and_value.substr(equals + 1);
    auto const &source = rows.source_of(row);
    auto const problem = why_not_set(rows.table, source, name);
    if (!problem.empty() || plan::find_value(plan, rows.table.target.label, name) != nullptr) {
        return problem.empty() ? "the plan computes column \"" + name + "\"" : problem;
    }
    auto const is_number = model::find_column(rows.table.target, name)->kind == model::Kind::integer;
    std::int64_t number = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (is_number && text != "NULL" && (read.ec != std::errc() || read.ptr != text.data() + text.size())) {
        return "column \"" + name + "\" takes a number";
    }
    auto const value = text == "NULL" ? model::Cell{}
                       : is_number    ? model::Cell::of(number)
                                      : model::Cell::of(std::string_view(text));
    std::vector<std::string> const columns{name};
    auto const has = staging::merged_values(staging, rows.table, source, row.row, columns, rows.exceptions);
    if (model::same(has.front(), model::value_of(value, row.source))) {
        return "it does not take the row out of the key " + rows.rule.key.name;
    }
    auto const old = staging::values_of_row(staging, rows.table, source, row.row, columns, rows.exceptions);
    writer.assign(source.table_id, row.row, staging::primary_key_of(staging, rows.table, source, row.row), name, value,
                  model::cell_of(old.front()), "override");
    return {};
}

void check_set(plan::Plan const &plan, model::MappedTable const &table, plan::OnConflictPlan const &rule)
{
    std::vector<std::string> names;
    for (auto const &column : table.target.columns) {
        names.push_back(column.name);
    }
    auto const *const primary = model::primary_key(table.target);
    for (auto const &set : rule.set) {
        auto const fail = [&](std::string const &sentence, std::string const &next = {}) {
            throw plan::plan_error(plan, set.position, "`set` of " + rule.section + ": " + sentence, next);
        };
        auto const *const column = model::find_column(table.target, set.column);
        if (column == nullptr) {
            fail(fmt::format("table \"{}\" has no column \"{}\"", table.target.label, set.column),
                 model::did_you_mean(set.column, names));
        }
        if (column->generated) {
            fail(fmt::format("the target computes column \"{}\" itself", set.column));
        }
        if (set.column == table.name_column) {
            fail("names of accounts have rules of their own: `on_collision` in [users]");
        }
        if ((primary != nullptr && primary->columns == std::vector{set.column}) ||
            references::is_numbered(table.target, *column)) {
            fail(fmt::format("column \"{}\" is the row's id", set.column));
        }
        for (auto const &source : table.sources) {
            if (model::find_filled(source, set.column) == nullptr) {
                fail(fmt::format("source \"{}\" does not fill column \"{}\"", source.source_name, set.column),
                     "`set` of [[source]] can compute it");
            }
        }
    }
}

} // namespace tributary::uniqueness
