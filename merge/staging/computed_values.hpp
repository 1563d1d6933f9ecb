#pragma once

#include "merge/databases/sqlite/refusal.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tributary::staging {

using databases::sqlite::is_files_condition;

/// An SQLite expression over one merged row, which is in scope under its table's label. Its sub-selects read the views
/// of the merged tables, which must be there, and the staged tables.
struct RowExpression {
    model::MappedTable const &table;
    std::string expression;
};

/// Throws Failure if SQLite cannot make sense of it: it is not one expression over one row, or it reads what is neither
/// a merged nor a staged table. Returns the function in it that gives a different value each time, if there is one.
std::optional<std::string> check_row_expression(Staging const &staging, RowExpression const &expression);

/// The columns of merged tables that it reads, of its own row too: table and column.
std::set<model::KeyColumn> merged_columns_read(Staging const &staging, RowExpression const &expression);

/// The merged rows that the sub-selects of an expression read, as temporary tables with an index on each column that is
/// read: they stand before the views of the same name, so that a look-up costs no scan. One at a time; while it lives,
/// "merged.NAME" has no other columns.
class IndexedRows {
public:
    /// Throws Failure.
    IndexedRows(Staging const &staging, RowExpression const &expression);
    IndexedRows(IndexedRows const &) = delete;
    IndexedRows &operator=(IndexedRows const &) = delete;
    ~IndexedRows();

    /// Of the greatest table.
    std::int64_t most_rows() const { return m_most_rows; }

private:
    Staging const &m_staging;
    std::vector<std::string> m_copies;
    std::int64_t m_most_rows = 0;
};

/// A row of one source that is loaded: what it has in the column, and what the expression says.
struct ComputedRow {
    std::int64_t row = 0;
    model::Cell own;
    model::Cell value;
};

/// True if the expression reads a whole table for each row. IndexedRows must be there.
bool scans_for_each_row(Staging const &staging, RowExpression const &expression, model::MappedSource const &source,
                        std::string const &column, Exceptions const &exceptions);

/// Hands on every row of the source that is loaded. The sink may write decisions about values of this column.
void for_each_computed(Staging const &staging, RowExpression const &expression, model::MappedSource const &source,
                       std::string const &column, Exceptions const &exceptions,
                       std::function<void(ComputedRow const &)> const &sink);

/// The first row of the source whose value in the column no row of the merged table `parent` has; nullopt if there is
/// none. NULL refers to nothing.
std::optional<std::int64_t> first_without_parent(Staging const &staging, model::MappedTable const &table,
                                                 model::MappedSource const &source, std::string const &column,
                                                 model::KeyColumn const &parent, Exceptions const &exceptions);

} // namespace tributary::staging
