#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <span>

namespace tributary::trial {

/// Asks (kind `lost_check`) about each condition of a source, a CHECK or that of a domain, that the target made by
/// `create` lacks and that rows of the merge would not meet, and about each column that the target generates from
/// another expression than the source, where that gives other values; unless the plan waives it. One question for the
/// condition. After all is decided about the rows. What the target cannot evaluate is warned about.
void ask_about_lost_checks(job::Job const &job, staging::Staging const &staging,
                           std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                           answers::Answers &answers);

} // namespace tributary::trial
