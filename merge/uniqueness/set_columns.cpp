#include "merge/uniqueness/set_columns.hpp"

#include "merge/model/nearest.hpp"
#include "merge/references/references.hpp"
#include "merge/staging/merged_where.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <span>

namespace tributary::uniqueness {

namespace {

/// Why a column cannot be given a value, and what to do instead.
struct Obstacle {
    std::string sentence;
    std::string next_step = {};
};

/// Of a rule of the plan, or of an answer, which gives it to rows of these sources. nullopt: it can be given.
std::optional<Obstacle> obstacle_to(plan::Plan const &plan, model::MappedTable const &table,
                                    std::span<model::MappedSource const> sources, std::string const &name)
{
    auto const *const column = model::find_column(table.target, name);
    auto const *const primary = model::primary_key(table.target);
    if (column == nullptr) {
        std::vector<std::string> names;
        for (auto const &one : table.target.columns) {
            names.push_back(one.name);
        }
        return Obstacle{fmt::format("table \"{}\" has no column \"{}\"", table.target.label, name),
                        model::did_you_mean(name, names)};
    }
    if (column->generated) {
        return Obstacle{fmt::format("the target computes column \"{}\" itself", name)};
    }
    if (plan::find_value(plan, table.target.label, name) != nullptr) {
        return Obstacle{fmt::format("the plan computes column \"{}\" from the merged rows", name)};
    }
    if (name == table.name_column) {
        return Obstacle{"the name of an account has rules of its own",
                        "`on_collision` in [users], or an answer rename:<new>"};
    }
    if ((primary != nullptr && primary->columns == std::vector{name}) ||
        references::is_numbered(table.target, *column)) {
        return Obstacle{fmt::format("column \"{}\" is the row's id", name)};
    }
    auto const lacks = std::find_if(sources.begin(), sources.end(),
                                    [&](auto const &source) { return model::find_filled(source, name) == nullptr; });
    return lacks == sources.end() ? std::nullopt
                                  : std::optional(Obstacle{fmt::format("source \"{}\" does not fill column \"{}\"",
                                                                       lacks->source_name, name),
                                                           "`set` of [[source]] can compute it"});
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
    if (auto const obstacle = obstacle_to(plan, rows.table, std::span(&source, 1), name)) {
        return obstacle->sentence + (obstacle->next_step.empty() ? "" : ": " + obstacle->next_step);
    }
    if (text != "NULL" && model::refers(rows.table, name)) {
        return "column \"" + name + "\" refers to a row: NULL is the only value that it takes";
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
    for (auto const &set : rule.set) {
        if (auto const obstacle = obstacle_to(plan, table, table.sources, set.column)) {
            throw plan::plan_error(plan, set.position, "`set` of " + rule.section + ": " + obstacle->sentence,
                                   obstacle->next_step);
        }
    }
}

} // namespace tributary::uniqueness
