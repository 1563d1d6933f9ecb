#include "merge/trial/try_expressions.hpp"

#include "merge/mapping/staged_columns.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/merged_where.hpp"

#include <algorithm>
#include <functional>

namespace tributary::trial {
namespace {

using staging::Failure;

class Trial {
public:
    Trial(plan::Plan const &plan, staging::Staging const &staging, model::MappedTable const &table,
          model::MappedSource const &source, plan::SetExpression const &set)
        : m_plan(plan), m_staging(staging), m_table(table), m_source(source), m_set(set)
    {
    }

    void run() const
    {
        // WHERE takes no aggregate; its whole text is one expression or the statement has a tail, which prepare()
        // refuses
        auto const sql = "SELECT count(*) FROM " + model::sql_name(m_source.staged) + " AS " +
                         model::sql_name(m_table.target.label) + " WHERE (" + m_set.expression + "\n) IS NULL";
        try {
            if (m_staging.database().prepare(sql).parameters() > 0) {
                refuse("it has a parameter, for which there is no value");
            }
            if (auto const function = m_staging.database().changing_function(sql)) {
                refuse(*function + " gives a different value each time");
            }
            auto const missing = m_staging.database().integer(sql);
            auto const &column = *model::find_column(m_table.target, m_set.column);
            auto const *const primary = model::primary_key(m_table.target);
            auto const demanded =
                column.not_null || (primary != nullptr && std::find(primary->columns.begin(), primary->columns.end(),
                                                                    column.name) != primary->columns.end());
            if (missing > 0 && demanded) {
                refuse("it is NULL for " + model::counted(missing, "row", "rows") +
                       ", but the target requires a value");
            }
        } catch (Failure const &failure) {
            refuse(failure.what());
        }
    }

private:
    [[noreturn]] void refuse(std::string const &why) const
    {
        throw plan::plan_error(m_plan, m_set.position,
                               "`set` for \"" + m_set.table + "." + m_set.column + "\": " + why);
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    model::MappedTable const &m_table;
    model::MappedSource const &m_source;
    plan::SetExpression const &m_set;
};

/// A condition of the plan over one table, in each source that has it.
void try_condition(plan::Plan const &plan, staging::Staging const &staging,
                   std::vector<staging::StagedSource> const &sources, std::string const &label, char const *key,
                   std::function<std::string(std::string const &source)> const &condition_in, plan::Position position)
{
    for (auto const &source : sources) {
        auto const condition = condition_in(source.name);
        auto const *const table = model::find_table(source.schema, label);
        if (condition.empty() || table == nullptr) {
            continue;
        }
        if (auto const problem =
                staging::condition_problem(staging, mapping::condition_scope(plan, source, *table), condition)) {
            throw plan::plan_error(plan, position,
                                   std::string("`") + key + "` in source \"" + source.name + "\": " + *problem,
                                   "it is an SQLite condition over the columns of \"" + label + "\"");
        }
    }
}

/// An expression of the plan over the row as it will be in the target.
void try_merged(plan::Plan const &plan, staging::Staging const &staging, model::MappedTable const &table,
                std::string const &expression, plan::Position position, std::string const &key)
{
    if (auto const problem = staging::merged_expression_problem(staging, table.target, expression)) {
        throw plan::plan_error(plan, position, key + ": " + *problem,
                               "it is an SQLite expression over the columns of \"" + table.target.label +
                                   "\" in the target");
    }
}

void try_keys(plan::Plan const &plan, staging::Staging const &staging, model::MappedTable const &table)
{
    for (auto const &unique : plan.uniques) {
        if (unique.table == table.target.label && !unique.where.empty()) {
            try_merged(plan, staging, table, unique.where, unique.position, "`where` of [[unique]]");
        }
    }
    for (auto const *const rule : plan::conflict_rules(plan, table.target.label)) {
        for (auto const &set : rule->set) {
            try_merged(plan, staging, table, set.expression, set.position,
                       "`set` for \"" + table.target.label + "." + set.column + "\"");
        }
    }
}

} // namespace

void try_expressions(plan::Plan const &plan, staging::Staging const &staging,
                     std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping)
{
    for (auto const &table : plan.tables) {
        try_condition(
            plan, staging, sources, table.name, "where",
            [&](auto const &source) { return plan::condition_of(table, source); }, table.where_position);
    }
    for (auto const &reference : plan.references) {
        try_condition(
            plan, staging, sources, reference.from.table, "when", [&](auto const &) { return reference.when; },
            reference.position);
    }
    for (auto const &waived : plan.waived) {
        try_condition(
            plan, staging, sources, waived.column.table, "when", [&](auto const &) { return waived.when; },
            waived.position);
    }
    for (auto const &table : mapping) {
        try_keys(plan, staging, table);
        for (auto const &source : table.sources) {
            for (auto const &set : plan.sources[source.source].set) {
                if (set.table == table.target.label) {
                    Trial(plan, staging, table, source, set).run();
                }
            }
        }
    }
}

} // namespace tributary::trial
