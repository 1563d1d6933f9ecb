#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/derived.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::trial {

/// Shows the target what the plan computes before the load does: each value of a `set`, and each derived row, goes into
/// a trial table that accepts what the target's table accepts. Only computed columns are read; one value is not sent
/// twice in a row. Opens the target only if the plan computes something.
///
/// Throws model::Error 78 that points at the expression and names the row.
void try_rows(plan::Plan const &plan, staging::Staging const &staging,
              std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping,
              std::vector<staging::DerivedTable> const &derived);

} // namespace tributary::trial
