#pragma once

#include "merge/staging/duplicates.hpp"
#include "merge/staging/merged.hpp"
#include "merge/uniqueness/keys.hpp"

#include <string>
#include <vector>

namespace tributary::uniqueness {

/// Rows that would share a unique key.
using Group = std::vector<staging::DuplicateRow>;

/// One unique key of one table, and how its rows are read. What it refers to must outlive it.
struct KeyRows {
    KeyRows(model::MappedTable const &its_table, KeyRule const &its_rule, staging::Exceptions decided);

    /// The source of the row.
    model::MappedSource const &source_of(staging::DuplicateRow const &row) const { return table.sources[row.source]; }
    /// Where the column is among `columns`, which must have it.
    std::size_t position_of(std::string const &column) const;
    /// The column's value in the row. `columns` must have it.
    model::Value const &value_of(staging::DuplicateRow const &row, std::string const &column) const;
    /// The values in the row of the key's parts but the policy's column: of plain columns only.
    std::vector<model::Cell> rest_of_key(staging::DuplicateRow const &row) const;
    /// The row's values in `columns`, with another one in the policy's column.
    std::vector<model::Cell> values_with(staging::DuplicateRow const &row, model::Cell const &value) const;

    model::MappedTable const &table;
    KeyRule const &rule;
    staging::Exceptions exceptions;   ///< what is decided as far as the rows are read
    std::vector<std::string> columns; ///< those of the key that are not generated, and the policy's
};

} // namespace tributary::uniqueness
