#pragma once

#include "merge/databases/source.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <string>
#include <vector>

namespace tributary::job {

databases::Address source_address(plan::Plan const &plan, plan::SourcePlan const &source);

/// The target's schemas are the plan's, or else those of the source it is made from, or else those of the first
/// PostgreSQL source, or else public.
databases::Address target_address(plan::Plan const &plan);

} // namespace tributary::job
