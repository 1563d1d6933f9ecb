#pragma once

#include "merge/databases/source.hpp"
#include "merge/mapping/ranges.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tributary::trial {

/// A live source, in the plan's names, without a snapshot. Columns that `set` computes count as NULL: only staged rows
/// have them.
class LiveSource {
public:
    LiveSource(plan::Plan const &plan, std::string name, std::unique_ptr<databases::Source> database);

    std::string const &name() const { return m_name; }
    model::Schema const &schema() const { return m_schema; }
    model::Schema const &own_schema() const { return m_own; } ///< in its own names
    databases::Source &database() { return *m_database; }

    /// Of every row; NULL where the table has no such column.
    void read(std::string const &table, std::vector<std::string> const &columns, model::RowSink const &sink);
    /// How many rows it has; `most` if it has more.
    std::int64_t rows_up_to(std::string const &table, std::int64_t most);
    /// Its tables as a snapshot would stage them under this number of a source, with their rows counted up to
    /// `most_rows`.
    staging::StagedSource as_staged(std::uint32_t number, std::int64_t most_rows);
    /// nullopt if there is no integer.
    std::optional<mapping::IdExtent> extent(std::string const &table, std::string const &column);

    /// The table and its column as the database calls them. Null where the table has no such column.
    model::Table const &own(std::string const &table) const;
    model::Column const *own(std::string const &table, std::string const &column) const;

private:
    plan::Plan const &m_plan;
    std::string m_name;
    std::unique_ptr<databases::Source> m_database;
    model::Schema m_own;    ///< in its own words
    model::Schema m_schema; ///< in the plan's
};

} // namespace tributary::trial
