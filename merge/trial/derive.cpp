#include "merge/trial/derive.hpp"

#include "merge/model/nearest.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/decisions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tributary::trial {
namespace {

using model::sql_name;
using Names = std::vector<std::string>;

bool holds(Names const &names, std::string const &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

std::string listed(Names const &names, char const *between = ", ")
{
    std::string list;
    for (auto const &name : names) {
        list += (list.empty() ? "" : between) + name;
    }
    return list;
}

Names quoted(Names names)
{
    std::transform(names.begin(), names.end(), names.begin(), [](auto const &name) { return sql_name(name); });
    return names;
}

/// What the plan says of one table, made into a view.
class Derivation {
public:
    Derivation(plan::Plan const &plan, plan::DerivePlan const &derive_plan, staging::Staging const &staging,
               model::Mapping const &mapping, target::TargetShape const &shape)
        : m_plan(plan), m_entry(derive_plan), m_staging(staging), m_mapping(mapping), m_shape(shape)
    {
    }

    staging::DerivedTable run() const
    {
        auto const &table = table_of_target();
        try {
            auto const columns = columns_of_table(table);
            refuse_missing(table, columns);
            target::refuse_late(m_plan, m_shape, table.label, columns);
            return staging::write_derived(m_staging, table.label, columns, m_entry.sql);
        } catch (staging::Failure const &failure) {
            refuse(failure.what() == std::string("not authorized") ? "only a SELECT is allowed" : failure.what());
        }
    }

private:
    [[noreturn]] void refuse(std::string const &why, std::string const &next = {}) const
    {
        throw plan::plan_error(m_plan, m_entry.position, "[derive." + m_entry.table + "]: " + why, next);
    }

    model::Table const &table_of_target() const
    {
        auto const *const table = model::find_table(m_shape.schema, m_entry.table);
        if (table == nullptr) {
            Names labels;
            for (auto const &one : m_shape.schema.tables) {
                labels.push_back(one.label);
            }
            refuse("the target has no table of that name", model::did_you_mean(m_entry.table, labels));
        }
        if (auto const *const mapped = model::find_table(m_mapping, m_entry.table)) {
            refuse("source \"" + mapped->sources.front().source_name + "\" fills that table",
                   "only a table that no source has, or that `load = false` leaves out, can be derived");
        }
        return *table;
    }

    Names columns_of_table(model::Table const &table) const
    {
        auto columns = staging::columns_of_select(m_staging, m_entry.sql);
        if (columns.empty()) {
            refuse("it is not a SELECT");
        }
        if (m_staging.database().prepare(m_entry.sql).parameters() > 0) {
            refuse("it has a parameter, for which there is no value");
        }
        if (auto const function = m_staging.database().changing_function(m_entry.sql)) {
            refuse(*function + " gives a different value each time");
        }
        Names known;
        for (auto const &column : table.columns) {
            known.push_back(column.name);
        }
        for (auto column = columns.begin(); column != columns.end(); ++column) {
            auto const *const there = model::find_column(table, *column);
            if (there == nullptr) {
                refuse("the table has no column \"" + *column + "\"", model::did_you_mean(*column, known));
            }
            if (there->generated) {
                refuse("the target computes column \"" + *column + "\" itself");
            }
            if (std::find(columns.begin(), column, *column) != column) {
                refuse("it has two columns \"" + *column + "\"");
            }
        }
        return columns;
    }

    void refuse_missing(model::Table const &table, Names const &filled) const
    {
        for (auto const &column : table.columns) {
            auto const demanded =
                column.not_null && column.default_expression.empty() && !column.identity && !column.generated;
            if (demanded && !holds(filled, column.name)) {
                refuse("it has no column \"" + column.name + "\", which the table requires");
            }
        }
    }

    plan::Plan const &m_plan;
    plan::DerivePlan const &m_entry;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    target::TargetShape const &m_shape;
};

/// Looks for derived rows that would break a key, and for rows of any table that refer to derived rows that do not
/// exist.
class Search {
public:
    Search(staging::Staging const &staging, model::Mapping const &mapping, model::Schema const &target)
        : m_staging(staging), m_target(target), m_writer(staging)
    {
        for (auto const &table : mapping) {
            // the columns that every source fills: of others the target alone knows the value
            Names columns;
            for (auto const &column : table.target.columns) {
                auto const filled = std::all_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
                    return model::find_filled(source, column.name) != nullptr;
                });
                if (filled) {
                    columns.push_back(column.name);
                }
            }
            m_tables[table.target.label] = {table.target.label, "merged." + table.target.label, columns, 0};
        }
    }

    void run(std::vector<staging::DerivedTable> const &derived)
    {
        for (auto const &one : derived) {
            m_tables[one.label] = one;
        }
        for (auto const &one : derived) {
            for (auto const &key : model::find_table(m_target, one.label)->unique_keys) {
                if (key.plain() && std::all_of(key.columns.begin(), key.columns.end(),
                                               [&](auto const &name) { return holds(one.columns, name); })) {
                    look_for_duplicates(one, key);
                }
            }
        }
        auto const is_derived = [&](std::string const &label) {
            return std::any_of(derived.begin(), derived.end(), [&](auto const &one) { return one.label == label; });
        };
        for (auto const &[label, table] : m_tables) {
            for (auto const &key : model::find_table(m_target, label)->foreign_keys) {
                if (is_derived(label) || is_derived(key.table)) {
                    look_for_dangling(table, key);
                }
            }
        }
    }

private:
    void look_for_duplicates(staging::DerivedTable const &table, model::UniqueKey const &key)
    {
        auto const columns = quoted(key.columns);
        std::string where;
        for (auto const &column : columns) {
            where += (where.empty() ? " WHERE " : " AND ") + column + " IS NOT NULL";
        }
        auto found = m_staging.database().prepare(
            "SELECT count(*), sum(\"tributary.rows\"), min(\"tributary.shown\") FROM (SELECT count(*) AS \"tributary.rows\", "
            "min(" +
            listed(columns, " || ', ' || ") + ") AS \"tributary.shown\" FROM " + sql_name(table.view) +
            (key.nulls_not_distinct ? "" : where) + " GROUP BY " + listed(columns) + " HAVING count(*) > 1)");
        if (found.step() && found.integer(0) > 0) {
            m_writer.conflict({{},
                               "unique",
                               "",
                               table.label,
                               "",
                               fmt::format("{} ({})", table.label, listed(key.columns)),
                               fmt::format("{} rows share {} of ({}) under {}, such as {}", found.integer(1),
                                           model::counted(found.integer(0), "value", "values"), listed(key.columns),
                                           key.name, found.text(2)),
                               "fix the SELECT of [derive." + table.label + "]: DISTINCT, or GROUP BY the key"});
        }
    }

    void look_for_dangling(staging::DerivedTable const &table, model::ForeignKey const &key)
    {
        auto const parent = m_tables.find(key.table);
        if (parent == m_tables.end() || !std::all_of(key.columns.begin(), key.columns.end(),
                                                     [&](auto const &name) { return holds(table.columns, name); })) {
            return; // what is only in the target, the trial there looks at
        }
        auto const columns = quoted(key.columns);
        std::string where;
        std::string there;
        for (std::size_t i = 0; i < columns.size(); ++i) {
            where += (where.empty() ? "" : " AND ") + columns[i] + " IS NOT NULL";
            auto const referenced = sql_name(key.referenced[i]);
            there += (there.empty() ? "" : " AND ") + referenced + " IS NOT NULL";
        }
        auto found = m_staging.database().prepare(
            "SELECT count(*), min(" + listed(columns, " || ', ' || ") + ") FROM " + sql_name(table.view) + " WHERE " +
            where + " AND (" + listed(columns) + ") NOT IN (SELECT " + listed(quoted(key.referenced)) + " FROM " +
            sql_name(parent->second.view) + " WHERE " + there + ")");
        if (found.step() && found.integer(0) > 0) {
            m_writer.conflict(
                {{},
                 "dangling",
                 "",
                 table.label,
                 "",
                 model::reference_label(table.label, key.columns, key.table),
                 fmt::format("{} to rows of {} that do not exist, such as {}",
                             model::counted(found.integer(0), "row refers", "rows refer"), key.table, found.text(1)),
                 "fix the SELECT of the [derive] section, or the source"});
        }
    }

    staging::Staging const &m_staging;
    model::Schema const &m_target;
    staging::DecisionWriter m_writer;
    std::map<std::string, staging::DerivedTable> m_tables; ///< by label
};

} // namespace

std::vector<staging::DerivedTable> derive_tables(plan::Plan const &plan, staging::Staging const &staging,
                                                 model::Mapping const &mapping, target::TargetShape const &shape)
{
    std::vector<staging::DerivedTable> result;
    for (auto const &derive_plan : plan.derived) {
        result.push_back(Derivation(plan, derive_plan, staging, mapping, shape).run());
    }
    if (!result.empty()) {
        Search(staging, mapping, shape.schema).run(result);
    }
    return result;
}

} // namespace tributary::trial
