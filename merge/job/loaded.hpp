#pragma once

#include "merge/model/error.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <optional>
#include <string>

namespace tributary::job {

/// The next step for a target that holds the load with this digest: where its record is, and how the two are compared.
std::string way_to_verify(plan::Plan const &plan, std::string const &digest);

/// The plan's staging file holds a snapshot and no decisions; says where an earlier load's record is kept, if one is.
model::Error not_resolved(plan::Plan const &plan);

/// The plan's staging file, for reading what was decided. Throws model::Error 5 if it does not exist or holds no
/// decisions; sends to the record of a load where there may be one.
staging::Staging open_decided(plan::Plan const &plan);

/// The plan is not the one that this staging file was resolved with.
model::Error plan_has_changed(plan::Plan const &plan, staging::Staging const &staging);

/// A warning that the run was resolved by another plan than this; nullopt if it is the same, or if that is not known
/// any more.
std::optional<std::string> plan_has_changed(plan::Plan const &plan);

} // namespace tributary::job
