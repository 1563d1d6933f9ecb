#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::steps {

/// Looks for rows that would share a unique key of the target. Rows identical in all but their own id fold onto the
/// first of them; different ones are conflicts, as are accounts, which only match rules may merge. What folding does to
/// the rows that refer to folded ones is looked at in turn, until nothing changes.
///
/// A key is not searched where no two rows can share it: each source vouches for its own rows, and one of the columns
/// holds other values in every source.
void decide_rows(staging::Staging const &staging, model::Mapping const &mapping);

} // namespace tributary::steps
