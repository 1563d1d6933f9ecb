#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::references {

/// Rewrites the references inside the values of one column of one source (JSON, arrays, text), row by row, and writes
/// what changes to `rewritten`. All other bytes of a value stay as they are. Ids that no row has become what the plan
/// says; where it says stop, and where ids cannot be found in a value or put back, there is a conflict for the column.
///
/// Does nothing if the plan declares none in this column. Returns true if rows are left out.
bool rewrite_inside(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                    staging::Exceptions const &exceptions, model::MappedTable const &table,
                    model::MappedSource const &source, model::MappedColumn const &column,
                    staging::DecisionWriter &writer);

} // namespace tributary::references
