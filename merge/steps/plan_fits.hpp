#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/target/shape.hpp"

#include <vector>

namespace tributary::steps {

/// Refuses what the plan says and these schemas cannot mean: tables, columns, keys, expressions and conditions; most of
/// it whatever rows are staged. Makes views: to be called in a transaction that is rolled back. Throws model::Error 78,
/// mostly.
void refuse_what_the_plan_cannot_say(job::Job const &job, staging::Staging const &staging,
                                     std::vector<staging::StagedSource> const &sources,
                                     target::TargetShape const &shape, model::Mapping const &mapping);

} // namespace tributary::steps
