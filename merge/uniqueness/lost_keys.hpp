#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <span>

namespace tributary::uniqueness {

/// Throws model::Error 78 for a [[waive]] of a key that no source has, or that the target has as well. Nothing need be
/// decided yet.
void check_waived_keys(plan::Plan const &plan, model::Mapping const &mapping);

/// Asks (kind `lost_key`) about each unique key of a source that the target lacks and that rows of the merge would
/// share, unless the plan waives it: one question for the key. After all is decided about the rows.
void ask_about_lost_keys(job::Job const &job, staging::Staging const &staging,
                         std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                         answers::Answers &answers);

} // namespace tributary::uniqueness
