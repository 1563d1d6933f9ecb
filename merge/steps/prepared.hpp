#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/derived.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::steps {

/// A resolved run as load and verify need it.
struct Prepared {
    std::vector<staging::StagedSource> sources;
    model::Schema target;
    model::Schema before_rows; ///< the target when the rows come
    model::Mapping mapping;    ///< with offsets; points into `sources`
    std::vector<staging::DerivedTable> derived;

    /// The target's tables that rows go into.
    std::vector<model::Table> tables() const;
};

/// The sources as they are staged, tables and columns called as the plan calls them. Refuses (1) if the sources of the
/// plan are not those of the staging file.
std::vector<staging::StagedSource> staged_sources(plan::Plan const &plan, staging::Staging const &staging);

/// The mapping by name, offsets still 0. Points into `sources`.
model::Mapping map_sources(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                           model::Schema const &target);

/// What resolve decided. Refuses (1) if it never ended, if the plan has changed since, or if something is undecided.
Prepared prepare(plan::Plan const &plan, staging::Staging const &staging);

/// Sets the offsets from the staging file's id ranges.
void read_offsets(staging::Staging const &staging, model::Mapping &mapping);

} // namespace tributary::steps
