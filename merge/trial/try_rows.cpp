#include "merge/trial/try_rows.hpp"

#include "merge/model/expect_found.hpp"
#include "merge/model/value.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/target/conversion.hpp"
#include "merge/target/shape.hpp"

#include <algorithm>
#include <optional>

namespace tributary::trial {
namespace {

using Names = std::vector<std::string>;

/// Long values are cut.
std::string in_short(model::Cell const &cell)
{
    return cell.type == model::Cell::Type::blob ? "a BLOB" : model::describe(cell).substr(0, 100);
}

std::string text_of(model::Row row)
{
    std::string list;
    for (auto const &cell : row) {
        list += (list.empty() ? "" : ", ") + in_short(cell);
    }
    return list;
}

/// What one `set` computes for one table, as the load would write it.
class Computed {
public:
    Computed(plan::Plan const &plan, staging::Staging const &staging, model::MappedTable const &table,
             model::MappedSource const &source, std::string const &column, staging::Exceptions const &exceptions)
        : m_plan(plan), m_staging(staging), m_table(table), m_source(source), m_columns{column},
          m_exceptions(exceptions)
    {
    }

    void go_into(databases::Target &target, model::Engine from, model::Engine to) const
    {
        auto const trial = target.trial_table(m_table.target, m_columns, databases::Asks::values);
        target::Conversion conversion(m_table, m_source, m_columns, from, to);
        try {
            auto const writer = target.write(trial, m_columns);
            each([&](std::int64_t row, model::Cell const &cell) {
                std::vector<model::Cell> cells{cell};
                if (auto const why = conversion.apply(cells); !why.empty()) {
                    throw refused(row, why);
                }
                writer->write(cells);
                return true;
            });
            writer->finish();
        } catch (databases::RowRefused const &failure) {
            std::int64_t place = 0;
            std::int64_t row = 0;
            each([&](std::int64_t at, model::Cell const &) {
                row = at;
                return place++ < failure.row;
            });
            throw refused(row, failure.what());
        }
    }

private:
    /// Value by value with its row, until `sink` has enough. A value that follows itself comes once.
    template <typename Sink> void each(Sink const &sink) const
    {
        auto rows = m_staging.database().prepare(
            staging::merged_select(m_table, m_source, m_columns, m_exceptions, staging::Origin::row));
        std::optional<model::Value> last;
        while (rows.step()) {
            auto value = model::value_of(rows.cell(1), m_source.source);
            if (last && model::same(*last, value)) {
                continue;
            }
            last = std::move(value);
            if (!sink(rows.integer(0), model::cell_of(*last))) {
                return;
            }
        }
    }

    model::Error refused(std::int64_t row, std::string const &why) const
    {
        auto const &source = m_plan.sources[m_source.source];
        auto const *const set = plan::find_set(source, m_table.target.label, m_columns.front());
        auto const *const value = plan::find_value(m_plan, m_table.target.label, m_columns.front());
        auto const place = value != nullptr ? value->value_position : set != nullptr ? set->position : source.position;
        return plan::plan_error(m_plan, place,
                                std::string(value != nullptr ? "`value`" : "`set`") + " for \"" + m_table.target.label +
                                    "." + m_columns.front() +
                                    "\": " + staging::row_in_words(m_staging, m_table, m_source, row) + ": " + why,
                                "fix the expression so that it gives a value that the target's column accepts");
    }

    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    model::MappedTable const &m_table;
    model::MappedSource const &m_source;
    Names m_columns;
    staging::Exceptions const &m_exceptions;
};

/// Rows of a derived table; and whether what they refer to is there, where that is a table that only the target knows.
void try_derived(plan::Plan const &plan, staging::Staging const &staging, staging::DerivedTable const &derived,
                 model::Mapping const &mapping, target::TargetTrial const &trial)
{
    auto const &derive_plan = model::expect_found(
        plan.derived, [&](auto const &one) { return one.table == derived.label; }, "derived table", derived.label);
    auto const refused = [&](std::string const &why) {
        return plan::plan_error(plan, derive_plan.position, "[derive." + derived.label + "]: " + why);
    };
    auto const &table = *model::find_table(trial.shape.schema, derived.label);
    auto &target = *trial.target;
    auto const there = target.trial_table(table, derived.columns, databases::Asks::rows);
    try {
        auto const writer = target.write(there, derived.columns);
        staging::for_each_derived(staging, derived, derived.columns, [&](model::Row row) { writer->write(row); });
        writer->finish();
    } catch (databases::RowRefused const &failure) {
        std::int64_t place = 0;
        std::string words;
        staging::for_each_derived(staging, derived, derived.columns, [&](model::Row row) {
            words = place++ == failure.row ? text_of(row) : std::move(words);
        });
        throw refused("the target rejects the row (" + words + "): " + failure.what());
    } catch (staging::Failure const &failure) {
        throw refused(failure.what());
    }
    for (auto const &key : table.foreign_keys) {
        auto const *const parent = model::find_table(trial.shape.schema, key.table);
        auto const merged = model::find_table(mapping, key.table) != nullptr ||
                            std::any_of(plan.derived.begin(), plan.derived.end(),
                                        [&](auto const &one) { return one.table == key.table; });
        std::string sql;
        for (std::size_t i = 0; i < key.columns.size(); ++i) {
            sql += " AND parent." + model::sql_name(key.referenced[i]) + " = child." + model::sql_name(key.columns[i]);
        }
        std::string where;
        for (auto const &column : key.columns) {
            auto const filled =
                std::find(derived.columns.begin(), derived.columns.end(), column) != derived.columns.end();
            where += (filled ? " AND child." + model::sql_name(column) + " IS NOT NULL" : " AND false");
        }
        if (merged || parent == nullptr) {
            continue;
        }
        auto const lost = target.query("SELECT count(*) FROM " + model::sql_name(there) +
                                       " AS child WHERE NOT EXISTS (SELECT 1 FROM " + model::sql_name(*parent) +
                                       " AS parent WHERE 1 = 1" + sql + ")" + where);
        if (lost.front().front() != "0") {
            throw refused(model::counted(std::stoll(lost.front().front().value_or("0")), "row refers", "rows refer") +
                          " to rows of " + key.table + " that do not exist in the target");
        }
    }
}

} // namespace

void try_rows(plan::Plan const &plan, staging::Staging const &staging,
              std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping,
              std::vector<staging::DerivedTable> const &derived)
{
    std::optional<target::TargetTrial> trial;
    auto const opened = [&]() -> target::TargetTrial & {
        return trial ? *trial : trial.emplace(target::try_target(plan, sources));
    };
    auto const exceptions = staging::read_exceptions(staging);
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &column : source.columns) {
                if (column.computed) {
                    auto const &target = opened();
                    Computed(plan, staging, table, source, column.name, exceptions)
                        .go_into(*target.target, sources.at(source.source).schema.engine, target.shape.schema.engine);
                }
            }
        }
    }
    for (auto const &one : derived) {
        if (!staging::has_conflict(staging, "unique", one.label)) { // else the target would only say the same
            try_derived(plan, staging, one, mapping, opened());
        }
    }
}

} // namespace tributary::trial
