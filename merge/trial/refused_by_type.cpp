#include "merge/trial/refused_by_type.hpp"

#include "merge/model/value.hpp"
#include "merge/target/conversion.hpp"

#include <algorithm>
#include <string>
#include <unordered_set>
#include <utility>

namespace tributary::trial {
namespace {

constexpr std::size_t rows_at_once = 1000;
constexpr std::size_t most_known = 10000;
constexpr char const *undo_rows = "ROLLBACK TO SAVEPOINT tributary_rows; RELEASE SAVEPOINT tributary_rows";

/// What a domain requires besides its conditions is not in the catalogue. PostgreSQL writes the schema of such a type;
/// of those that are neither numbers nor texts most are enums and composites, whose values a merge does not change.
bool may_be_a_domain(model::Column const &column)
{
    return !column.conditions.empty() ||
           (column.kind != model::Kind::other && column.type.find('.') != std::string::npos);
}

bool types_leave_open(model::MappedTable const &table, model::MappedSource const &source, std::string const &name,
                      staging::Exceptions const &exceptions, bool is_bound)
{
    auto const &to = *model::find_column(table.target, name);
    auto const *const own = model::find_column(*source.table, name);
    if (own == nullptr || to.generated) {
        return false;
    }
    auto const domain = may_be_a_domain(to);
    auto const plain = !domain && to.kind != model::Kind::other;
    if (source.table->engine != table.target.engine) {
        return !(plain && to.kind == model::Kind::text && model::types_bind(table.target.engine));
    }
    if (!model::types_bind(table.target.engine)) {
        return is_bound; // the source may hold whatever values there are
    }
    if (own->type == to.type) {
        return domain && may_change(table, source, name, exceptions);
    }
    return !(plain && own->kind == to.kind); // lengths and ranges are limits, which need no target
}

/// The values of one column on their way into the scratch table.
class ColumnTrial {
public:
    ColumnTrial(databases::Target &target, model::Table const &scratch, std::string const &column)
        : m_target(target), m_scratch(scratch), m_columns{column}
    {
    }

    void add(std::int64_t row, model::Cell const &cell)
    {
        auto value = model::value_of(cell, 0);
        if (m_known.contains(value.bytes) && value.type == model::Cell::Type::text) {
            refuse(row);
            return;
        }
        m_rows.push_back(row);
        m_values.push_back(std::move(value));
        if (m_rows.size() == rows_at_once) {
            flush();
        }
    }

    void refuse(std::int64_t row) { m_refused.push_back(row); }

    std::vector<std::int64_t> finish()
    {
        flush();
        return std::move(m_refused);
    }

private:
    void flush()
    {
        for (std::size_t begin = 0; begin < m_rows.size();) {
            begin = write_from(begin);
        }
        m_rows.clear();
        m_values.clear();
    }

    /// Returns where to go on: behind the first row that is not taken. Where one was not, the next may not be either:
    /// so few rows are sent then, and twice as many each time that all are taken.
    std::size_t write_from(std::size_t begin)
    {
        auto const end = std::min(m_values.size(), begin + m_at_once);
        m_target.execute("SAVEPOINT tributary_rows");
        try {
            auto const writer = m_target.write(m_scratch, m_columns);
            for (auto i = begin; i < end; ++i) {
                auto const cell = model::cell_of(m_values[i]);
                writer->write(model::Row(&cell, 1));
            }
            writer->finish();
        } catch (databases::RowRefused const &refusal) {
            m_target.execute(undo_rows);
            auto const at = begin + static_cast<std::size_t>(refusal.row);
            refuse(m_rows.at(at));
            if (m_values.at(at).type == model::Cell::Type::text && m_known.size() < most_known) {
                m_known.insert(m_values.at(at).bytes);
            }
            m_at_once = 1;
            return at + 1;
        }
        m_target.execute(undo_rows); // nothing has to stay
        m_at_once = std::min(m_at_once * 2, rows_at_once);
        return end;
    }

    databases::Target &m_target;
    model::Table const &m_scratch;
    std::vector<std::string> m_columns;
    std::vector<std::int64_t> m_rows;
    std::vector<model::Value> m_values;
    std::vector<std::int64_t> m_refused;
    std::unordered_set<std::string> m_known; ///< texts that are not taken
    std::size_t m_at_once = rows_at_once;
};

/// True if the target takes every row.
bool takes_all(databases::Target &target, staging::Staging const &staging, model::MappedTable const &table,
               model::MappedSource const &source, std::vector<std::string> const &columns,
               staging::Exceptions const &exceptions)
{
    auto const scratch = target.trial_table(table.target, columns, databases::Asks::types);
    target::Conversion conversion(table, source, columns, source.table->engine, table.target.engine);
    auto rows = staging.database().prepare(staging::merged_select(table, source, columns, exceptions));
    std::vector<model::Cell> cells(columns.size());
    auto takes = true;
    target.execute("SAVEPOINT tributary_rows");
    try {
        auto const writer = target.write(scratch, columns);
        while (takes && rows.step()) {
            for (std::size_t i = 0; i < cells.size(); ++i) {
                cells[i] = rows.cell(static_cast<int>(i));
            }
            takes = conversion.apply(cells).empty();
            if (takes) {
                writer->write(cells);
            }
        }
        if (takes) {
            writer->finish();
        }
    } catch (databases::RowRefused const &) {
        takes = false;
    }
    target.execute(undo_rows);
    return takes;
}

} // namespace

bool may_change(model::MappedTable const &table, model::MappedSource const &source, std::string const &name,
                staging::Exceptions const &exceptions)
{
    auto const *const column = model::find_filled(source, name);
    if (column == nullptr) {
        return false;
    }
    return column->offset != 0 || column->computed || !column->declared.empty() ||
           exceptions.has_values(source.table_id, name) ||
           (name == table.name_column && exceptions.decided_tables.contains(source.table_id)) ||
           std::any_of(column->chain.begin(), column->chain.end(), [&](auto const &key) {
               return exceptions.keys.contains({source.source, key});
           });
}

std::vector<std::string> columns_of_open_type(model::MappedTable const &table, model::MappedSource const &source,
                                              staging::Exceptions const &exceptions, bool is_bound)
{
    std::vector<std::string> result;
    for (auto const &name : staging::loaded_columns(source)) {
        auto const *const filled = model::find_filled(source, name);
        if (filled != nullptr && !filled->computed && types_leave_open(table, source, name, exceptions, is_bound)) {
            result.push_back(name);
        }
    }
    return result;
}

std::vector<RefusedByType> refused_by_type(databases::Target &target, staging::Staging const &staging,
                                           model::MappedTable const &table, model::MappedSource const &source,
                                           std::vector<std::string> const &columns,
                                           staging::Exceptions const &exceptions)
{
    std::vector<RefusedByType> result;
    if (takes_all(target, staging, table, source, columns, exceptions)) {
        return result;
    }
    for (auto const &name : columns) {
        std::vector<std::string> const column{name};
        auto const scratch = target.trial_table(table.target, column, databases::Asks::types);
        target::Conversion conversion(table, source, column, source.table->engine, table.target.engine);
        ColumnTrial trial(target, scratch, name);
        auto rows =
            staging.database().prepare(staging::merged_select(table, source, column, exceptions, staging::Origin::row));
        std::vector<model::Cell> cells(1);
        while (rows.step()) {
            cells[0] = rows.cell(1);
            if (conversion.apply(cells).empty()) {
                trial.add(rows.integer(0), cells[0]);
            } else {
                trial.refuse(rows.integer(0));
            }
        }
        if (auto refused = trial.finish(); !refused.empty()) {
            result.push_back({name, std::move(refused)});
        }
    }
    return result;
}

} // namespace tributary::trial
