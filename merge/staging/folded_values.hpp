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

/// Calls the sink with each survivor of this table, followed by all rows that are folded into it, if one of these has
/// another value than the survivor in one of `columns`, or whatever they have if `equal_too`. In the order of the
/// survivors, then of the rows. The sink may write decisions about values.
void for_each_fold(Staging const &staging, model::MappedTable const &table, std::vector<std::string> const &columns,
                   bool equal_too, Exceptions const &exceptions,
                   std::function<void(std::span<StagedRow const> rows)> const &sink);

/// Reads single rows of one table with their own values, references rewritten. The row must be staged.
class RowReader {
public:
    RowReader(Staging const &staging, model::MappedTable const &table, std::vector<std::string> const &columns,
              Exceptions const &exceptions);

    struct Read {
        model::MappedSource const *source = nullptr;
        std::vector<model::Value> values; ///< in the order of `columns`
        model::Value key;                 ///< its old primary key, as primary_key_in_sql() says
    };
    Read read(StagedRow const &row);

private:
    struct OfSource {
        model::MappedSource const *source;
        databases::sqlite::Statement values;
        databases::sqlite::Statement key;
    };
    std::size_t m_columns;
    std::vector<OfSource> m_sources;
};

/// Writes which values of folded rows stay, and which do not.
class FoldedValueWriter {
public:
    explicit FoldedValueWriter(Staging const &staging);

    /// Forgets what was decided about the rows of this table.
    void clear(model::MappedTable const &table);
    /// The survivor gets another row's value.
    void survived(StagedRow const &survivor, std::string_view column, model::Cell const &value, std::string_view rule);
    /// A value that the row had is not loaded; `key` is the row's old primary key.
    void dropped(StagedRow const &row, std::string_view column, model::Cell const &dropped, model::Cell const &kept,
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
