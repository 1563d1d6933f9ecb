#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::references {

/// Leaves out the rows that do not satisfy the plan's `where`. To be called before anything else is decided.
void leave_out_by_plan(staging::Staging const &staging, model::Mapping const &mapping);

/// Decides about the references of one table: a dangling one (no row has the value, or the row is left out) stops the
/// run with a conflict, or becomes what the plan's `dangling` says; references inside values are rewritten. Decides
/// again each time it is called, except for rows that are left out: they stay so.
///
/// Keys that a PostgreSQL source guarantees are not checked again. Returns true if rows were left out. Throws
/// model::Error 78 where the plan's `dangling` cannot be done.
bool decide_references(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                       model::MappedTable const &table);

} // namespace tributary::references
