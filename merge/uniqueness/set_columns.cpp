#include "merge/uniqueness/set_columns.hpp"

#include "merge/model/nearest.hpp"
#include "merge/references/references.hpp"
#include "merge/staging/merged_where.hpp"

#include <fmt/format.h>

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
