#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::references {

/// Decides about rows that refer to one row by two references, or to themselves, and did neither in their source: a
/// merge made the two rows one. The plan's `on_self` says what becomes of them; without it they are questions of kind
/// `self`, one for each row, or one for all that are left where they are many. A pair of references that is often equal
/// in the sources (created_by and updated_by) is asked about only if the plan says so.
///
/// Decides again each time it is called, except for rows that are left out and references that are NULL: they stay so.
/// Returns true if there are new ones of these. One pass over the rows of each source that has such a pair, and only if
/// something it refers to folds.
bool decide_self(job::Job const &job, staging::Staging const &staging, model::MappedTable const &table,
                 answers::Answers &answers, staging::DecisionWriter &writer);

/// Throws model::Error 78 where `on_self` can have no effect, or would lose an account.
void check_on_self(plan::Plan const &plan, model::Mapping const &mapping);

} // namespace tributary::references
