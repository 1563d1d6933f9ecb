#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::trial {

/// Compares what a source stores in a column with what the target, which generates it, computes over the same row.
/// Throws model::Error 1 where a value would be lost for another one, with the count and a row, unless `drop` names the
/// column. Opens the target only if there is such a column.
void refuse_other_generated_values(plan::Plan const &plan, staging::Staging const &staging,
                                   std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping);

} // namespace tributary::trial
