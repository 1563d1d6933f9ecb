#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::references {

/// Leaves out the rows that the plan's `where` does not admit. To be called before anything else is decided.
void leave_out_by_plan(staging::Staging const &staging, model::Mapping const &mapping);

/// Decides about the references of one table: what leads nowhere (a value, and no row that bears it, or one that is
/// left out) stops the run with a conflict, or becomes what the plan's `dangling` says; what is inside values is
/// rewritten. Decides anew each time it is called, but for rows that are left out: they stay so.
///
/// Keys that a PostgreSQL source vouches for are not looked at again. Returns true if rows were left out. Throws
/// model::Error 78 where the plan's `dangling` cannot be done.
bool decide_references(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                       model::MappedTable const &table);

} // namespace tributary::references
