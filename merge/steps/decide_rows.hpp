#pragma once

#include "merge/answers/answers.hpp"
#include "merge/identity/decide_values.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <span>

namespace tributary::steps {

/// Decides about each table's references, folds the rows of lookup tables by their natural keys, lets `values` decide
/// what of folded rows stays, and looks for rows that would share a unique key of the target. Identical ones fold onto
/// the first of them; what becomes of different ones the operator's answers say, or the plan's policy; else they are
/// conflicts. What that does to the rows that refer to them is looked at in turn, until nothing changes.
void decide_rows(job::Job const &job, staging::Staging const &staging, std::span<staging::StagedSource const> sources,
                 model::Mapping const &mapping, identity::ValueDecider const &values, answers::Answers &answers);

} // namespace tributary::steps
