#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/value.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <compare>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::staging {

/// Rows that fold and differ, and what becomes of their values (tables survived and dropped_value).

/// A staged row, wherever it is.
struct StagedRow {
    std::int64_t table = 0; ///< staged table
    std::int64_t row = 0;   ///< "#"

    auto operator<=>(StagedRow const &) const = default;
};

/// Calls the sink once for each survivor with the survivor first, then every row that is folded into it; ordered by
/// (table, row) of the survivor, then of the folded rows. Passes over survivors whose folded rows all have the
/// survivor's values in `columns`, unless `include_equal`. A value other than NULL in a column that the survivor's
/// source lacks is a difference. The sink may write decisions about values. Throws Failure.
void for_each_fold(Staging const &staging, model::MappedTable const &table, std::vector<std::string> const &columns,
                   bool include_equal, Exceptions const &exceptions,
                   std::function<void(std::span<StagedRow const> rows)> const &sink);

/// Reads single rows of one table: their own values, before survivorship, with references rewritten.
class RowReader {
public:
    RowReader(Staging const &staging, model::MappedTable const &table, std::vector<std::string> const &columns,
              Exceptions const &exceptions);

    struct RowValues {
        model::MappedSource const *source = nullptr;
        std::vector<model::Value> values; ///< in the order of `columns`
        model::Value key;                 ///< its old primary key, as primary_key_in_sql() says
    };
    /// Throws std::logic_error if the row is not staged in this table.
    RowValues read(StagedRow const &row);

private:
    struct SourceStatements {
        model::MappedSource const *source;
        databases::sqlite::Statement values;
        databases::sqlite::Statement key;
    };
    std::size_t m_columns;
    std::vector<SourceStatements> m_sources;
};

/// Writes the tables survived and dropped_value. Every function throws Failure if the file cannot be written.
class FoldedValueWriter {
public:
    explicit FoldedValueWriter(Staging const &staging);

    /// Deletes what was written about rows of this table, of all its sources.
    void clear(model::MappedTable const &table);
    /// The survivor gets this value, which is not its own. Once for each row and column.
    void add_survived(StagedRow const &survivor, std::string_view column, model::Cell const &value,
                      std::string_view rule);
    /// The row's value is not loaded, `kept` is; `key` is the row's old primary key. Once for each row and column.
    void add_dropped(StagedRow const &row, std::string_view column, model::Cell const &dropped, model::Cell const &kept,
                     std::string_view rule, model::Cell const &key);

private:
    databases::sqlite::Database const &m_database;
    databases::sqlite::Statement m_survived;
    databases::sqlite::Statement m_dropped;
};

/// Why rows fold: the rule of their decisions.
class FoldRules {
public:
    explicit FoldRules(Staging const &staging);
    /// Empty if there is no decision about the row.
    std::string of(StagedRow const &row);

private:
    databases::sqlite::Statement m_find;
};

} // namespace tributary::staging
