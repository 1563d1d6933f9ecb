#include "merge/uniqueness/set_columns.hpp"

#include "merge/mapping/answered_value.hpp"
#include "merge/staging/merged_where.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace tributary::uniqueness {

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

std::string set_by_answer(Settling const &with, KeyRows const &rows, staging::DuplicateRow const &row,
                          plan::Answer const &answer)
{
    auto const &staging = with.staging;
    auto const &source = rows.source_of(row);
    auto const given = mapping::answered_value(with.job.plan, rows.table, source, answer.word);
    if (!given.problem.empty()) {
        return given.problem;
    }
    std::vector<std::string> const columns{given.column};
    auto const has = staging::merged_values(staging, rows.table, source, row.row, columns, rows.exceptions);
    if (model::same(has.front(), given.value)) {
        return "it does not take the row out of the key " + rows.rule.key.name;
    }
    if (auto const why = with.search.why_not_taken(rows.table, source, given.column, given.value); !why.empty()) {
        return fmt::format("the target does not take the value of {}:{}: {}",
                           std::filesystem::path(answer.file).filename().string(), answer.line, why);
    }
    auto const old = staging::values_of_row(staging, rows.table, source, row.row, columns, rows.exceptions);
    with.writer.assign(source.table_id, row.row, staging::primary_key_of(staging, rows.table, source, row.row),
                       given.column, model::cell_of(given.value), model::cell_of(old.front()), "override");
    return {};
}

bool may_leave_key(plan::Plan const &plan, KeyRows const &rows, staging::DuplicateRow const &row)
{
    auto const &key = rows.rule.key;
    auto const &names = key.uses.empty() ? key.columns : key.uses;
    return names.empty() || std::any_of(names.begin(), names.end(), [&](auto const &name) {
               auto const *const column = model::find_column(rows.table.target, name);
               return (column != nullptr && column->generated) ||
                      (!model::refers(rows.table, name) &&
                       !mapping::obstacle_to(plan, rows.table, std::span(&rows.source_of(row), 1), name));
           });
}

void check_set(plan::Plan const &plan, model::MappedTable const &table, plan::OnConflictPlan const &rule)
{
    for (auto const &set : rule.set) {
        if (auto const obstacle = mapping::obstacle_to(plan, table, table.sources, set.column)) {
            throw plan::plan_error(plan, set.position, "`set` of " + rule.section + ": " + obstacle->sentence,
                                   obstacle->next_step);
        }
    }
}

} // namespace tributary::uniqueness
