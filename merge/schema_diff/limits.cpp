#include "merge/model/affinity.hpp"
#include "merge/schema_diff/affinity.hpp"
#include "merge/schema_diff/drift.hpp"
#include "merge/schema_diff/type_family.hpp"

#include <algorithm>

namespace tributary::schema_diff {
namespace {

using model::Limit;

/// Columns into which the merge itself may write what the source's column would not take.
class Changed {
public:
    Changed(plan::Plan const &plan, model::Schema const &source, model::Schema const &target)
        : m_plan(plan), m_source(source), m_target(target)
    {
    }

    /// An id that is kept as text may be longer afterwards, a name too, and so may a text that mentions either.
    bool may_grow(std::string const &table, std::string const &column) const
    {
        auto const declared =
            std::any_of(m_plan.references.begin(), m_plan.references.end(), [&](auto const &reference) {
                return reference.from.table == table && reference.from.column == column;
            });
        return declared || refers(m_source, table, column) || refers(m_target, table, column);
    }

    bool may_become_null(std::string const &table, std::string const &column) const
    {
        return std::any_of(m_plan.references.begin(), m_plan.references.end(), [&](auto const &reference) {
            return reference.from.table == table && reference.from.column == column &&
                   reference.dangling.says(plan::Dangling::null);
        });
    }

private:
    static bool refers(model::Schema const &schema, std::string const &label, std::string const &column)
    {
        auto const &keys = model::find_table(schema, label)->foreign_keys;
        return std::any_of(keys.begin(), keys.end(), [&](auto const &key) {
            return std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end();
        });
    }

    plan::Plan const &m_plan;
    model::Schema const &m_source;
    model::Schema const &m_target;
};

class Limits {
public:
    Limits(plan::Plan const &plan, DriftSource const &source, model::Schema const &target, std::vector<Limit> &result)
        : m_plan(plan), m_source(source), m_target(target), m_changed(plan, source.schema, target), m_result(result)
    {
    }

    /// `from` is what the values were in a source, and `source` its catalogue: in this one, or in one whose values may
    /// survive in this one's rows.
    void of(model::Table const &table, model::Column const &from, model::Schema const &source, model::Column const &to)
    {
        Limit limit;
        limit.source = m_source.name;
        limit.table = table.label;
        limit.column = from.name;
        auto const name = table.label == m_plan.users.table && from.name == m_plan.users.name;
        if (to.not_null && !to.identity && (!from.not_null || m_changed.may_become_null(table.label, from.name))) {
            limit.of = Limit::Of::null;
            add(limit);
        }
        if (!model::types_bind(m_target.engine)) {
            if (turns_into_number(from, to)) {
                limit.of = Limit::Of::number;
                limit.real = model::affinity_of(to) == model::Affinity::real;
                add(limit);
            } else if (loses_digits(from, to)) {
                limit.of = Limit::Of::integer;
                limit.real = true;
                limit.greatest = model::greatest_whole_real;
                limit.least = -limit.greatest;
                add(limit);
            }
            return;
        }
        auto const binds = model::types_bind(source.engine); // if not, the declared length holds no value to it
        auto const longer = !binds || from.max_length == 0 || from.max_length > to.max_length ||
                            m_changed.may_grow(table.label, from.name);
        if (to.max_length > 0 && longer && !name) {
            limit.of = Limit::Of::length;
            limit.greatest = to.max_length;
            limit.padded = binds && model::is_padded(from) && model::is_padded(to);
            add(limit);
        }
        if (to.max_integer > 0 && from.max_integer > to.max_integer) {
            limit.of = Limit::Of::integer;
            limit.greatest = to.max_integer;
            limit.least = -to.max_integer - 1;
            add(limit);
        }
        auto const clock = from.type.ends_with("time zone") || from.type == "date";
        if (to.type.starts_with("timestamp") && to.type.ends_with("with time zone") && !(clock && binds)) {
            limit.of = Limit::Of::zone;
            add(limit);
        }
        auto const *const known = labels_of(m_target, to.type);
        auto const *const labels = labels_of(source, from.type);
        auto const known_there = [&](std::string const &label) {
            return std::find(known->begin(), known->end(), label) != known->end();
        };
        if (known != nullptr && (labels == nullptr || !std::all_of(labels->begin(), labels->end(), known_there))) {
            limit.of = Limit::Of::label;
            limit.labels = *known;
            add(std::move(limit));
        }
    }

private:
    void add(Limit limit)
    {
        auto const known = std::any_of(m_result.begin(), m_result.end(), [&](auto const &existing) {
            return existing.source == limit.source && existing.table == limit.table &&
                   existing.column == limit.column && existing.of == limit.of && existing.padded == limit.padded;
        });
        if (!known) {
            m_result.push_back(std::move(limit));
        }
    }

    plan::Plan const &m_plan;
    DriftSource const &m_source;
    model::Schema const &m_target;
    Changed m_changed;
    std::vector<Limit> &m_result;
};

/// True if rows of one source may take this column's value from another's.
bool survives(plan::Plan const &plan, std::string const &table, std::string const &column)
{
    auto const chosen = [&](std::vector<plan::SurvivorshipPlan> const &rules) {
        return std::any_of(rules.begin(), rules.end(), [&](auto const &rule) { return rule.column == column; });
    };
    auto const *const table_plan = plan::find_table(plan, table);
    return (table == plan.users.table && chosen(plan.users.survivorship)) ||
           (table_plan != nullptr && chosen(table_plan->survivorship));
}

} // namespace

std::vector<Limit> limits(plan::Plan const &plan, std::span<DriftSource const> sources, model::Schema const &target)
{
    std::vector<Limit> result;
    for (auto const &source : sources) {
        Limits limits(plan, source, target, result);
        for (auto const &table : source.schema.tables) {
            auto const *const to_table = model::find_table(target, table.label);
            for (auto const &column : table.columns) {
                auto const *const to = to_table == nullptr ? nullptr : model::find_column(*to_table, column.name);
                if (to == nullptr || column.generated || to->generated ||
                    plan::leaves_out(plan, source.name, table.label, column.name)) {
                    continue;
                }
                limits.of(table, column, source.schema, *to);
                if (!survives(plan, table.label, column.name)) {
                    continue;
                }
                for (auto const &other : sources) {
                    auto const *const there = model::find_table(other.schema, table.label);
                    auto const *const value = there == nullptr ? nullptr : model::find_column(*there, column.name);
                    if (value != nullptr) {
                        limits.of(table, *value, other.schema, *to);
                    }
                }
            }
        }
    }
    return result;
}

} // namespace tributary::schema_diff
