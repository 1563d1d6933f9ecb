#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/row_digest.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::references {

/// Columns of one source's table that refer to columns of another only together.
struct CompositeReference {
    model::MappedTable const &child;
    model::MappedSource const &source; ///< of the child
    model::MappedTable const &parent;
    model::MappedSource const &owner; ///< of the parent, the same source
    std::vector<std::string> columns; ///< the target's names
    std::vector<std::string> referenced;
};

/// The crosswalk has a new value for each old value of a column, which is not enough where several columns together say
/// which row is meant: box 1 of shelf 1 may have become box 7 of another shelf, and box 2 of shelf 1 not. Writes to
/// `rewritten`, rule `together`, what the row referred to has in the target, where it is not what the crosswalk says.
void follow_together(staging::Staging const &staging, staging::Exceptions const &exceptions,
                     CompositeReference const &reference);

struct Torn {
    std::int64_t rows = 0;
    std::string first; ///< the primary key of one of them
};

/// Rows that will be loaded and do not lead to the row that they referred to, although follow_together() ran: another
/// reference moved a column that both have. `exceptions` must know what follow_together() wrote.
Torn torn_apart(staging::Staging const &staging, staging::Exceptions const &exceptions,
                CompositeReference const &reference);

/// Of all that follow_together() has written for rows of the table.
staging::RowSetDigest digest_of_composites(staging::Staging const &staging, model::MappedTable const &table);

} // namespace tributary::references
