#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tributary::trial {

/// True if the value that the target gets may not be the source's own.
bool may_change(model::MappedTable const &table, model::MappedSource const &source, std::string const &name,
                staging::Exceptions const &exceptions);

/// Rows of one source whose value the column's type, or its domain, does not take.
struct RefusedByType {
    std::string column;
    std::vector<std::int64_t> rows; ///< their numbers in staging, in the order of reading; never empty
};

/// The columns of which the catalogues do not say that the target's type takes every value; not those that the plan
/// computes. `is_bound`: the table takes values of its types only, as those
/// of PostgreSQL and STRICT ones of SQLite do.
std::vector<std::string> columns_of_open_type(model::MappedTable const &table, model::MappedSource const &source,
                                              staging::Exceptions const &exceptions, bool is_bound);

/// Writes these columns into a scratch table of the target. One pass where everything is taken; otherwise each column
/// again, in chunks, and one more statement for each different value that is not taken.
std::vector<RefusedByType> refused_by_type(databases::Target &target, staging::Staging const &staging,
                                           model::MappedTable const &table, model::MappedSource const &source,
                                           std::vector<std::string> const &columns,
                                           staging::Exceptions const &exceptions);

} // namespace tributary::trial
