#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/derived.hpp"
#include "merge/target/shape.hpp"

#include <vector>

namespace tributary::trial {

/// The tables that the plan derives from the merged ones: writes their views, and a conflict for each unique key and
/// each reference, of or onto them, that would not hold. The views of the merged tables must be there.
///
/// Throws model::Error 78 that points at a [derive.NAME] whose table the target does not have or a source fills, whose
/// SQL is not a single SELECT, fails, or gives other rows next time, or whose columns do not make a row of the table.
std::vector<staging::DerivedTable> derive_tables(plan::Plan const &plan, staging::Staging const &staging,
                                                 model::Mapping const &mapping, target::TargetShape const &shape);

} // namespace tributary::trial
