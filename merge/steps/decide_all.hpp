#pragma once

#include "merge/answers/answers.hpp"
#include "merge/identity/accounts.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::steps {

/// Decides everything into staging, in the place of what was decided before: what is open is a question there. Writes
/// the id ranges into `mapping`.
void decide_all(job::Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
                model::Schema const &target, model::Mapping &mapping, identity::Accounts accounts,
                answers::Answers &answers);

/// The same, with accounts that are read for it. Returns the mapping.
model::Mapping decide_all(job::Job const &job, staging::Staging const &staging,
                          std::vector<staging::StagedSource> const &sources, model::Schema const &target,
                          answers::Answers &answers);

} // namespace tributary::steps
