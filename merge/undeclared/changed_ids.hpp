#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <span>

namespace tributary::undeclared {

/// Asks (kind `uncovered`) about columns that nothing declares and that hold texts or uuids which are ids of other
/// tables' rows and change: their rows fold onto others, or get new ids. Such ids are not shifted, so that nothing
/// happens to them otherwise. A value of fewer than 16 characters counts only where the column is named after the
/// table. They are looked for in arrays, documents and texts too. Users' ids are not among them: find_uncovered() sees
/// these. Call it when rows are decided and the crosswalk has their ids; costs one pass over each table with such a
/// column, and 8 bytes for each changed id of a source, if there are such ids, and nothing if there are none.
void ask_about_changed_ids(job::Job const &job, staging::Staging const &staging,
                           std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                           answers::Answers &answers);

} // namespace tributary::undeclared
