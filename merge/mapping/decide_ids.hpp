#pragma once

#include "merge/job/job.hpp"
#include "merge/mapping/meaningful_ids.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::mapping {

/// The ids that a source's staged column holds.
std::optional<IdExtent> staged_extent(staging::Staging const &staging, model::MappedSource const &source,
                                      std::string const &column);

/// Gives each source's table its id range, in staging and in the mapping. Throws model::Error: 1 if the plan's headroom
/// does not fit the column's type, 65 if the ids do not fit even without any.
void decide_ids(job::Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
                model::Schema const &target, model::Mapping &mapping);

/// The ids that may mean something; see meaningful_ids(). The offsets are decided.
std::vector<MeaningfulIds> staged_meaningful_ids(plan::Plan const &plan, staging::Staging const &staging,
                                                 std::span<LooseSequence const> sequences,
                                                 model::Mapping const &mapping);

} // namespace tributary::mapping
