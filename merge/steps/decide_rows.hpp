#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/steps/decide_values.hpp"
#include "merge/steps/step.hpp"

namespace tributary::steps {

/// Decides about each table's references, folds the rows of lookup tables by their natural keys, lets `values` decide
/// what of folded rows stays, and looks for rows that would share a unique key of the target. Rows identical in all but
/// their own id fold onto the first of them; different ones are conflicts, as are accounts, which only match rules may
/// merge. What folding does to the rows that refer to folded ones is looked at in turn, until nothing changes.
///
/// A key is not searched where no two rows can share it: each source vouches for its own rows, and one of the columns
/// holds other values in every source.
void decide_rows(Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                 ValueDecider const &values);

} // namespace tributary::steps
