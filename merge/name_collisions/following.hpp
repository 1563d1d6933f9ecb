#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::name_collisions {

/// Columns of the users that follow the name (`follows` of the plan) get what their expression makes of the new name,
/// in each renamed account whose value was what it makes of the old one. Renames are decided. Throws model::Error 78
/// that points into the plan where an expression cannot be evaluated, or a column does not exist.
void follow_new_names(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping);

} // namespace tributary::name_collisions
