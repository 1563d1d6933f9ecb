#pragma once

#include "merge/model/drift.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::schema_diff {

/// True if the target's column would refuse the value. `value` is as the source has it.
bool breaks(model::Limit const &limit, model::Cell const &value);

/// In words: `longer than 50 characters`.
std::string describe(model::Limit const &limit);

/// Sees that every value that will be loaded fits its column in the target: no NULL where none may be, no text too
/// long, no label that an enum lacks, no value of a type that cannot be the column's. Reads only columns in which the
/// catalogues leave it open. After all is decided.
///
/// Throws model::Error 65 that names the column, how many values there are, and a row.
void refuse_what_does_not_fit(plan::Plan const &plan, staging::Staging const &staging,
                              std::vector<staging::StagedSource> const &sources, model::Schema const &target,
                              model::Mapping const &mapping);

} // namespace tributary::schema_diff
