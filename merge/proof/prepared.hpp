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

/// Refuses (5) if an answer is not obeyed: its question is gone, or it cannot be. It was meant for something.
void refuse_answers_not_obeyed(plan::Plan const &plan, staging::Staging const &staging);

/// What resolve decided. Refuses (5) if it never ended, if the plan has changed since or if an answer is not obeyed,
/// and (1) if something is undecided.
Prepared prepare(plan::Plan const &plan, staging::Staging const &staging);

} // namespace tributary::proof
