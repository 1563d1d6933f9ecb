#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::trial {

/// The plan's expressions and conditions are SQL: each is run over all of its rows before it is built into anything.
/// Throws model::Error 78 that points at it for one that is not a single expression, that fails, that is an aggregate,
/// that may give a different value next time (random(), CURRENT_TIMESTAMP, 'now'), or that is NULL where the target
/// requires a value.
void try_expressions(plan::Plan const &plan, staging::Staging const &staging,
                     std::vector<staging::StagedSource> const &sources, model::Mapping const &mapping);

} // namespace tributary::trial
