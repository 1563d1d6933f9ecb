#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::mapping {

/// Gives each source's table its id range, in staging and in the mapping. Throws model::Error: 1 if the plan's headroom
/// does not fit the column's type, 65 if the ids do not fit even without any.
void decide_ids(job::Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
                model::Schema const &target, model::Mapping &mapping);

} // namespace tributary::mapping
