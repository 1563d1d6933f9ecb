#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"

namespace tributary::identity {

/// Throws model::Error 78 where the plan takes ids for what they are not. As evidence: `keys` or a rule of `match`
/// compares a column of ids that each source assigns itself, or one that refers to such, and the plan does not say
/// `shared`. As an order over several sources: `survivorship` (min, max) or `tie` compares ids or references, which say
/// nothing of time, and of which a later source's are always the greater once they are shifted.
void refuse_local_ids(job::Job const &job, model::Mapping const &mapping);

} // namespace tributary::identity
