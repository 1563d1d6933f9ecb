#pragma once

#include "merge/job/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/steps/accounts.hpp"
#include "merge/steps/people.hpp"

#include <vector>

namespace tributary::steps {

/// Who is who, and what they are called: matches by the plan's rules, identities, collisions of names, and the
/// operator's answers to what is ambiguous, contested or dangerous. Written to staging as matches, identities,
/// decisions and conflicts. The accounts of an ambiguous cluster stay on their own until it is answered. Returns the
/// privileges that the operator has settled.
std::vector<SettledPrivilege> decide_accounts(job::Job const &job, staging::Staging const &staging, Accounts &accounts,
                                              model::Mapping const &mapping, job::Answers &answers);

} // namespace tributary::steps
