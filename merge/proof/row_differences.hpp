#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/schema.hpp"

#include <functional>
#include <string>
#include <vector>

namespace tributary::proof {

/// A row that is not in the target as it should be.
struct Difference {
    std::string table;
    std::string row;  ///< primary key in the target, or the whole row where there is none
    std::string what; ///< missing, unexpected, or the columns that differ
};

/// Rows that can be read more than once.
using RowStream = std::function<void(model::RowSink const &)>;

/// Which rows differ, when it is known that some do: at most `limit`, by primary key where the table has one. Keeps the
/// hashes of all rows in a temporary file: O(n log n) time, bounded memory.
std::vector<Difference> row_differences(model::Table const &table, std::vector<std::string> const &columns,
                                        RowStream const &expected, RowStream const &actual, std::size_t limit);

} // namespace tributary::proof
