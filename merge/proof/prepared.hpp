#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/derived.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::proof {

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

/// Refuses (5) if an answer applies to nothing: it may have been meant for something.
void refuse_gone_questions(plan::Plan const &plan, staging::Staging const &staging);

/// What resolve decided. Refuses (5) if it never ended or if the plan has changed since, and (1) if something is
/// undecided.
Prepared prepare(plan::Plan const &plan, staging::Staging const &staging);

} // namespace tributary::proof
