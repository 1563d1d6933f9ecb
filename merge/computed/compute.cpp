#include "merge/computed/compute.hpp"

#include "merge/computed/entries.hpp"
#include "merge/model/value.hpp"
#include "merge/staging/computed_values.hpp"
#include "merge/staging/decisions.hpp"

#include <fmt/format.h>

#include <functional>
#include <string>
#include <vector>

namespace tributary::computed {
namespace {

using model::MappedSource;
using model::MappedTable;

/// Products of rows from which on reading all rows for each row is felt.
constexpr double many_steps = 1e8;

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
    void check(std::vector<Entry> const &later) const
    {
        explained([&] {
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
        });
    }

    void run() const
    {
        explained([&] { write(); });
        auto const exceptions = staging::read_exceptions(m_staging);
        staging::write_views(m_staging, m_mapping, exceptions);
        refuse_dangling(exceptions);
    }

private:
    /// What SQLite says of the expression is an error of the plan; what it says of its files is not.
    void explained(std::function<void()> const &evaluate) const
    {
        try {
            evaluate();
        } catch (staging::Failure const &failure) {
            if (staging::is_files_condition(failure)) {
                throw;
            }
            refuse(m_job.plan, m_entry,
                   failure.what() == std::string("not authorized") ? "only merged and staged tables can be read"
                                                                   : failure.what(),
                   "it is an SQLite expression over the merged row, called \"" + m_entry.table->name + "\"");
        }
    }

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

void check_expressions(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping)
{
    auto const all = entries(job.plan);
    if (!all.empty()) {
        staging::write_views(staging, mapping, {});
    }
    for (auto entry = all.begin(); entry != all.end(); ++entry) {
        Computation(job, staging, mapping, *entry).check({entry + 1, all.end()});
    }
}

void compute_values(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping)
{
    for (auto const &entry : entries(job.plan)) {
        Computation(job, staging, mapping, entry).run();
    }
}

} // namespace tributary::computed
