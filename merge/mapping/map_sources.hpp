#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <string>
#include <vector>

namespace tributary::mapping {

/// Notes with a snapshot what the plan says of how rows are read: time zones, encodings. staged_sources() compares.
void note_how_rows_are_read(plan::Plan const &plan, staging::Staging const &staging);

/// The sources as they are staged, with the plan's names for tables and columns. Refuses (5) if the sources of the
/// plan, or how they are read, are not those of the staging file.
std::vector<staging::StagedSource> staged_sources(plan::Plan const &plan, staging::Staging const &staging);

/// The mapping by name, offsets still 0. Points into `sources`.
model::Mapping map_sources(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                           model::Schema const &target);

/// Sets the offsets from the staging file's id ranges.
void read_offsets(staging::Staging const &staging, model::Mapping &mapping);

} // namespace tributary::mapping
