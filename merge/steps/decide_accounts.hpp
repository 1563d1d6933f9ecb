#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/steps/step.hpp"

#include <vector>

namespace tributary::steps {

/// Who is who: matches by the plan's rules, identities, collisions of names and their answers, and the login keys that
/// a merge doubles; written to staging as matches, identities, decisions and conflicts.
void decide_accounts(Job const &job, staging::Staging const &staging, std::vector<staging::StagedSource> const &sources,
                     model::Mapping const &mapping);

} // namespace tributary::steps
