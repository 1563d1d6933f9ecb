#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::staging {

/// What rows say of the row that they refer to by one column.
struct Measure {
    model::MappedTable const &table; ///< referred to
    std::string key;                 ///< its column
    model::MappedTable const &child;
    std::string reference; ///< the child's column
    std::string greatest;  ///< the child's column of which the greatest value counts; empty: how many rows
};

/// How far values of a column of the table are what the measure says.
struct Agreement {
    std::int64_t equal = 0;     ///< rows, of those to which rows refer
    std::int64_t different = 0; ///< rows; those that have nothing where nothing refers to them do not count
    /// Of equal rows: those in which it cannot be by chance that the value is the greatest (another is less); of counts
    /// the least and the greatest number.
    std::int64_t telling = 0;
    std::int64_t least = 0;
    std::int64_t most = 0;
};

/// Over the staged rows of one source, in each of the columns: one grouped pass over the child's rows. A source that
/// lacks the reference or the key agrees in nothing.
std::vector<Agreement> agreements(Staging const &staging, Measure const &measure, model::MappedSource const &source,
                                  std::vector<std::string> const &columns);

/// Rows of one source whose value is what the measure says there, and is not in the merged tables.
struct Outdated {
    std::int64_t rows = 0;
    std::int64_t first = 0; ///< one of them
    std::string value;      ///< its own
    std::string merged;     ///< what the merged rows say
};

/// The views must be there.
Outdated outdated(Staging const &staging, Measure const &measure, model::MappedSource const &source,
                  std::string const &column, Exceptions const &exceptions);

} // namespace tributary::staging
