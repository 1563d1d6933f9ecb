#include "merge/schema_diff/rules.hpp"

#include "merge/model/words.hpp"
#include "merge/schema_diff/ddl.hpp"

#include <algorithm>

namespace tributary::schema_diff {
namespace {

using model::Weight;

bool contains(std::vector<std::string> const &list, std::string const &word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

/// True if rows that agree under `key` agree under `other` as well, so that `other` forbids them too.
bool implies(model::UniqueKey const &other, model::UniqueKey const &key)
{
    if (other.plain() && !key.columns.empty() && (other.nulls_not_distinct || !key.nulls_not_distinct)) {
        return std::all_of(other.columns.begin(), other.columns.end(),
                           [&](auto const &column) { return contains(key.columns, column); });
    }
    return other.parts == key.parts && (other.predicate.empty() || other.predicate == key.predicate) &&
           other.nulls_not_distinct == key.nulls_not_distinct;
}

/// Of an index over expressions, or over some rows, the database itself has the words.
std::string what_it_says(model::UniqueKey const &key)
{
    return key.plain() ? model::comma_separated(key.columns) : key.definition;
}

bool has(model::Table const &table, model::ForeignKey const &key)
{
    return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](auto const &own) {
        return own.columns == key.columns && own.table == key.table && own.referenced == key.referenced;
    });
}

class Rules {
public:
    Rules(plan::Plan const &plan, DriftSource const &source, model::Schema const &target,
          std::vector<model::Drift> &result)
        : m_plan(plan), m_source(source), m_target(target), m_result(result)
    {
    }

    void run()
    {
        for (auto const &table : m_source.schema.tables) {
            auto const *const to = model::find_table(m_target, table.label);
            if (to != nullptr && plan::loads(m_plan, table.label, m_source.name) &&
                m_source.schema.engine == m_target.engine) {
                compare_foreign_keys(table, *to);
                compare_unique_keys(table, *to);
            }
        }
        compare_routines();
        compare_sequences();
    }

private:
    void compare_foreign_keys(model::Table const &from, model::Table const &to)
    {
        for (auto const &key : from.foreign_keys) {
            auto const left_out = std::any_of(key.columns.begin(), key.columns.end(), [&](auto const &column) {
                return plan::drops(m_plan, from.label, column) || model::find_column(to, column) == nullptr;
            });
            if (has(to, key) || left_out || !plan::loads(m_plan, key.table, m_source.name) ||
                model::find_table(m_target, key.table) == nullptr) {
                continue;
            }
            auto const words = key.definition.empty() ? "(" + model::comma_separated(key.columns) + ") to " + key.table
                                                      : key.definition;
            add(from.label, "foreign_key", Weight::harmless,
                "source \"" + m_source.name + "\" has a foreign key on table \"" + from.label +
                    "\" that the target does not have: " + words,
                "its references are followed; afterwards the target accepts rows that the source would reject",
                model::types_bind(to.engine) && !key.definition.empty()
                    ? "ALTER TABLE " + model::sql_name(to) + " ADD " + key.definition + ";"
                    : "");
        }
    }

    void compare_unique_keys(model::Table const &from, model::Table const &to)
    {
        for (auto const &key : lost_keys(from, to)) {
            auto const ddl = !model::types_bind(to.engine)                 ? std::string()
                             : key.plain()                                 ? create_unique_index(to, key)
                             : key.definition.starts_with("CREATE UNIQUE") ? key.definition + ";"
                                                                           : std::string();
            auto const asked = !m_plan.target.create.empty(); // else the operator made the target's keys
            add(from.label, "unique", asked ? Weight::by_values : Weight::harmless,
                "source \"" + m_source.name + "\" has a unique key on " + what_it_says(key) + " of table \"" +
                    from.label + "\", but the target does not",
                asked ? "`resolve` asks if rows would share it; otherwise the target is less strict"
                      : "the target accepts rows that the source would reject",
                ddl);
        }
    }

    void compare_routines()
    {
        for (auto const &routine : m_source.schema.routines) {
            auto const &there = m_target.routines;
            if (std::find(there.begin(), there.end(), routine) != there.end() ||
                (!routine.table.empty() && !plan::loads(m_plan, routine.table, m_source.name))) {
                continue;
            }
            add(routine.table, routine.kind == "materialized view" ? "view" : routine.kind, Weight::harmless,
                "source \"" + m_source.name + "\" has the " + routine.kind + " \"" + routine.name + "\"" +
                    (routine.table.empty() ? "" : " on table \"" + routine.table + "\"") +
                    ", which the target does not have",
                "it is not carried: create it in `before` or `after` if it is still needed", "");
        }
    }

    void compare_sequences()
    {
        for (auto const &sequence : m_source.schema.sequences) {
            auto const of_a_column =
                std::any_of(m_source.schema.tables.begin(), m_source.schema.tables.end(), [&](auto const &table) {
                    return std::any_of(table.columns.begin(), table.columns.end(),
                                       [&](auto const &column) { return column.sequence == sequence.label; });
                });
            if (!of_a_column && m_source.schema.engine == m_target.engine &&
                model::find_sequence(m_target, sequence.label) == nullptr) {
                add("", "sequence", Weight::harmless,
                    "source \"" + m_source.name + "\" has the sequence \"" + sequence.label +
                        "\", which the target does not have",
                    "no default names it: create it in `before` if a program or a trigger still asks it for numbers",
                    "");
            }
        }
    }

    void add(std::string const &table, std::string const &kind, Weight weight, std::string const &sentence,
             std::string const &means, std::string const &ddl)
    {
        m_result.push_back({m_source.name, table, "", kind, weight, sentence, means, ddl});
    }

    plan::Plan const &m_plan;
    DriftSource const &m_source;
    model::Schema const &m_target;
    std::vector<model::Drift> &m_result;
};

} // namespace

std::vector<model::UniqueKey> lost_keys(model::Table const &from, model::Table const &to)
{
    std::vector<model::UniqueKey> result;
    for (auto const &key : from.unique_keys) {
        auto const there = std::any_of(to.unique_keys.begin(), to.unique_keys.end(),
                                       [&](auto const &existing) { return implies(existing, key); });
        auto const possible = std::all_of(key.uses.begin(), key.uses.end(), [&](auto const &column) {
            return model::find_column(to, column) != nullptr;
        });
        if (!there && possible) {
            result.push_back(key);
        }
    }
    return result;
}

void compare_rules(plan::Plan const &plan, DriftSource const &source, model::Schema const &target,
                   std::vector<model::Drift> &result)
{
    Rules(plan, source, target, result).run();
}

} // namespace tributary::schema_diff
