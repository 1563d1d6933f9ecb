#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::trial {

/// Shows the target what its CHECK constraints and its domains over numbers and texts look at, where the source does
/// not guarantee it: the target requires more, or a value changes (a new name, the id of another row, what a policy or
/// a survivor gave). Reads only those columns of those tables, and opens the target only if there are any. To be called
/// when nothing is undecided.
///
/// Tables whose columns in question a NOT VALID constraint looks at as well, and constraints that look at what the
/// target fills itself, are left to the load. Throws model::Error 65 that names the row.
void try_checks(plan::Plan const &plan, staging::Staging const &staging,
                std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping);

} // namespace tributary::trial
