#include "merge/computed/compute.hpp"

#include "merge/mapping/numbered.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/value.hpp"
#include "merge/plan/column_name.hpp"
#include "merge/staging/computed_values.hpp"
#include "merge/staging/decisions.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::computed {
namespace {

using model::MappedSource;
using model::MappedTable;

/// Products of rows from which on reading all rows for each row is felt.
constexpr double many_steps = 1e8;

/// A column that the plan computes.
struct Entry {
    plan::TablePlan const *table = nullptr;
    plan::ColumnPlan const *column = nullptr;

    model::KeyColumn key() const { return {table->name, column->name}; }
};

/// In the plan's order.
std::vector<Entry> entries(plan::Plan const &plan)
{
    std::vector<Entry> result;
    for (auto const &table : plan.tables) {
        for (auto const &column : table.columns) {
            if (!column.value.empty()) {
                result.push_back({&table, &column});
            }
        }
    }
    std::sort(result.begin(), result.end(), [](auto const &a, auto const &b) {
        return std::pair(a.column->value_position.line, a.column->value_position.column) <
               std::pair(b.column->value_position.line, b.column->value_position.column);
    });
    return result;
}

[[noreturn]] void refuse(plan::Plan const &plan, Entry const &entry, std::string const &why,
                         std::string const &next = {})
{
    throw plan::plan_error(plan, entry.column->value_position,
                           fmt::format("`value` for \"{}.{}\": {}", entry.table->name, entry.column->name, why), next);
}

bool holds(std::vector<std::string> const &names, std::string const &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// True if values of some column are those of `key`.
bool is_referred_to(model::Mapping const &mapping, model::KeyColumn const &key)
{
    auto const is_in = [&](model::Chain const &chain) {
        return std::find(chain.begin(), chain.end(), key) != chain.end();
    };
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &column : source.columns) {
                if (is_in(column.chain) || std::any_of(column.declared.begin(), column.declared.end(),
                                                       [&](auto const &one) { return is_in(one.chain); })) {
                    return true;
                }
            }
        }
    }
    return false;
}

bool is_part_of_reference(MappedTable const &table, std::string const &column)
{
    return std::any_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
        return std::any_of(source.references.begin(), source.references.end(),
                           [&](auto const &key) { return key.columns.size() > 1 && holds(key.columns, column); });
    });
}

bool is_part_of_unique_key(plan::Plan const &plan, MappedTable const &table, std::string const &column)
{
    return std::any_of(table.target.unique_keys.begin(), table.target.unique_keys.end(),
                       [&](auto const &key) { return holds(key.columns, column); }) ||
           std::any_of(plan.uniques.begin(), plan.uniques.end(), [&](auto const &unique) {
               return unique.table == table.target.label && holds(unique.columns, column);
           });
}

/// What else of the plan says what the column holds; empty: nothing.
std::string decided_by(plan::Plan const &plan, Entry const &entry)
{
    auto const names = [&](auto const &list) {
        return std::any_of(list.begin(), list.end(), [&](auto const &one) { return one.column == entry.column->name; });
    };
    auto const of_users = entry.table->name == plan.users.table;
    if (of_users && names(plan.users.follows)) {
        return "`follows`";
    }
    auto const is_key = std::any_of(plan.users.keys.begin(), plan.users.keys.end(), [&](auto const &keys) {
        return (keys.table == entry.table->name && keys.column == entry.column->name) ||
               ((keys.via.empty() ? keys.table : keys.via) == entry.table->name && keys.user == entry.column->name);
    });
    return is_key ? "`keys` in [users]" : holds(entry.table->match, entry.column->name) ? "`match`" : "";
}

/// True if a value is only written in another way: 1 and t in a boolean, 1 and 1.0 in a number.
bool means_the_same(model::Column const &column, model::Cell const &own, model::Cell const &value)
{
    auto const a = model::value_of(own, 0);
    auto const b = model::value_of(value, 0);
    if (model::same(a, b)) {
        return true;
    }
    auto const one = model::truth(own);
    auto const other = model::truth(value);
    return column.type == "boolean" && one && other && *one == *other;
}

/// Evaluates one expression.
class Computation {
public:
    Computation(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping, Entry const &entry)
        : m_job(job), m_staging(staging), m_mapping(mapping), m_entry(entry),
          m_table(*model::find_table(mapping, entry.table->name)),
          m_column(*model::find_column(m_table.target, entry.column->name)), m_expression{m_table, entry.column->value}
    {
    }

    /// `later` are the columns that are computed after this one.
    void run(std::vector<Entry> const &later) const
    {
        try {
            if (auto const function = staging::check_row_expression(m_staging, m_expression)) {
                refuse(m_job.plan, m_entry, *function + " gives a different value each time");
            }
            for (auto const &read : staging::merged_columns_read(m_staging, m_expression)) {
                for (auto const &other : later) {
                    if (other.key() == read) {
                        refuse(m_job.plan, m_entry,
                               fmt::format("it reads \"{}.{}\", whose `value` stands further down", read.table,
                                           read.column),
                               "put the section of the column that is read first");
                    }
                }
            }
            write();
        } catch (staging::Failure const &failure) {
            refuse(m_job.plan, m_entry,
                   failure.what() == std::string("not authorized") ? "only merged and staged tables can be read"
                                                                   : failure.what(),
                   "it is an SQLite expression over the merged row, called \"" + m_entry.table->name + "\"");
        }
        auto const exceptions = staging::read_exceptions(m_staging);
        staging::write_views(m_staging, m_mapping, exceptions);
        refuse_dangling(exceptions);
    }

private:
    void write() const
    {
        auto const exceptions = staging::read_exceptions(m_staging);
        staging::IndexedRows const rows(m_staging, m_expression);
        staging::DecisionWriter writer(m_staging);
        for (auto const &source : m_table.sources) {
            auto const steps = static_cast<double>(source.rows) * static_cast<double>(rows.most_rows());
            if (steps >= many_steps &&
                staging::scans_for_each_row(m_staging, m_expression, source, m_column.name, exceptions)) {
                m_job.progress.warn(fmt::format("resolve: `value` for \"{}.{}\" reads all of up to {} rows for each of "
                                                "{} rows; compare a column by itself with =, so that an index serves",
                                                m_table.target.label, m_column.name, rows.most_rows(), source.rows));
            }
            staging::for_each_computed(
                m_staging, m_expression, source, m_column.name, exceptions, [&](staging::ComputedRow const &row) {
                    if (row.value.type == model::Cell::Type::null && m_column.not_null) {
                        refuse(m_job.plan, m_entry,
                               fmt::format("it is NULL for {}, but the target requires a value",
                                           staging::row_in_words(m_staging, m_table, source, row.row)));
                    }
                    if (!means_the_same(m_column, row.own, row.value)) {
                        writer.assign(source.table_id, row.row,
                                      staging::primary_key_of(m_staging, m_table, source, row.row), m_column.name,
                                      row.value, row.own, "value");
                    }
                });
        }
    }

    void refuse_dangling(staging::Exceptions const &exceptions) const
    {
        for (auto const &source : m_table.sources) {
            auto const *const column = model::find_filled(source, m_column.name);
            if (column == nullptr || column->chain.empty() ||
                model::find_table(m_mapping, column->chain.front().table) == nullptr) {
                continue;
            }
            auto const &parent = column->chain.front();
            if (auto const row =
                    staging::first_without_parent(m_staging, m_table, source, m_column.name, parent, exceptions)) {
                refuse(m_job.plan, m_entry,
                       fmt::format("what it gives for {} is not the \"{}\" of any row of \"{}\"",
                                   staging::row_in_words(m_staging, m_table, source, *row), parent.column,
                                   parent.table));
            }
        }
    }

    job::Job const &m_job;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    Entry const &m_entry;
    MappedTable const &m_table;
    model::Column const &m_column;
    staging::RowExpression m_expression;
};

} // namespace

void check_values(plan::Plan const &plan, model::Mapping const &mapping)
{
    auto const numbered = mapping::numbered_columns(mapping);
    for (auto const &entry : entries(plan)) {
        auto const *const table = model::find_table(mapping, entry.table->name);
        if (table == nullptr) {
            refuse(plan, entry, "the table is not loaded");
        }
        auto const &name = entry.column->name;
        auto const *const column = model::find_column(table->target, name);
        if (column == nullptr) {
            std::vector<std::string> names;
            for (auto const &one : table->target.columns) {
                names.push_back(one.name);
            }
            refuse(plan, entry, "the target has no such column", model::did_you_mean(name, names));
        }
        if (column->generated) {
            refuse(plan, entry, "the target computes it itself");
        }
        if (name == table->name_column) {
            refuse(plan, entry, "it is the users' name, which has rules of its own",
                   "rename accounts by answers, or in the source");
        }
        if (numbered.contains(entry.key()) || is_referred_to(mapping, entry.key())) {
            refuse(plan, entry, "it is an id, or what other rows refer to");
        }
        if (is_part_of_unique_key(plan, *table, name) || is_part_of_reference(*table, name)) {
            refuse(plan, entry, "it is a part of a key, which is decided before rows are merged");
        }
        if (auto const other = decided_by(plan, entry); !other.empty()) {
            refuse(plan, entry, other + " says what it holds", "remove one of the two");
        }
    }
}

void compute_values(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping)
{
    auto const all = entries(job.plan);
    for (auto entry = all.begin(); entry != all.end(); ++entry) {
        Computation(job, staging, mapping, *entry).run({entry + 1, all.end()});
    }
}

} // namespace tributary::computed
