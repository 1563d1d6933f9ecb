#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::computed {

/// Sees that each `value` of the plan is for a column that nothing else decides. Throws model::Error 78 that points at
/// it: the table is not loaded or has no such column; it is an id, a part of a key, the users' name, or what another
/// key of the plan is about.
void check_values(plan::Plan const &plan, model::Mapping const &mapping);

/// Evaluates each `value` of the plan over the merged rows, in the plan's order, and writes what differs from the row's
/// own value to `assigned`, under the rule "value". The views must be there; they show the new values afterwards.
///
/// An expression sees what those before it computed. One that reads a column which is computed later is refused; of its
/// own column it sees the values of before. Linear in the rows, apart from a sort, where its sub-selects look rows up
/// by a column; warns where they read all rows for each row of large tables.
///
/// Throws model::Error 78 that points at the expression where SQLite rejects it, where it gives a different value each
/// time, NULL where the target requires a value, or a row that does not exist where the column refers to rows.
void compute_values(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping);

} // namespace tributary::computed
