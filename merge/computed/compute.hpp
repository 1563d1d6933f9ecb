#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::computed {

/// Throws model::Error 78 that points at the expression where SQLite rejects a `value` of the plan, where it gives a
/// different value each time, or reads a column that is computed later. Reads no row. Writes the views as they would be
/// without decisions, for which there must be a transaction that is not committed.
void check_expressions(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping);

/// Evaluates each `value` of the plan over the merged rows, in the plan's order, and writes what differs from the row's
/// own value to `assigned`, under the rule "value". check_expressions() must have passed, and the views must be there;
/// they show the new values afterwards.
///
/// An expression sees what those before it computed; of its own column it sees the values of before. Linear in the
/// rows, apart from a sort, where its sub-selects look rows up by a column; warns where they read all rows for each row
/// of large tables.
///
/// Throws model::Error 78 that points at the expression where SQLite cannot evaluate it, where it gives NULL but the
/// target requires a value, or a row that does not exist where the column refers to rows. A full disk and the like pass
/// as staging::Failure.
void compute_values(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping);

} // namespace tributary::computed
