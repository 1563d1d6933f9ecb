#pragma once

#include "merge/databases/sqlite/bulk_insert.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/referring.hpp"
#include "merge/staging/staging.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tributary::staging {

/// Which of some rows of one table other rows refer to. Lies in a temporary table.
class ReferredRows {
public:
    /// `table` must outlive it.
    ReferredRows(Staging const &staging, model::MappedTable const &table);

    /// A row in question: its source, as its place in MappedTable::sources, and its number in the staged table.
    void add(std::size_t source, std::int64_t row);
    bool empty() const { return m_rows == 0; }

    /// Looks at every table that refers to this one, once for each of its references; rows that are left out refer to
    /// nothing. A reference inside a value (JSON, an array, a text) is not followed: where a source has one that is not
    /// NULL, all its rows in question count as referred to. Call it once, after the last add().
    void find(model::Mapping const &mapping);
    bool contains(std::size_t source, std::int64_t row);

    /// The columns that refer to these rows, as `table.column`.
    std::vector<std::string> const &by() const { return m_by; }

private:
    void find_by_value(model::MappedTable const &child, model::MappedSource const &from);
    void find_inside_values(model::MappedTable const &child, model::MappedSource const &from);
    void follow(model::MappedTable const &child, model::MappedSource const &from, Referring const &referring);
    void note(std::string const &column);

    Staging const &m_staging;
    model::MappedTable const &m_table;
    Exceptions m_exceptions;
    std::int64_t m_rows = 0;
    std::optional<databases::sqlite::BulkInsert> m_insert;
    std::optional<databases::sqlite::Statement> m_find;
    std::vector<std::string> m_by;
};

} // namespace tributary::staging
