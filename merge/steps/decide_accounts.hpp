#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/steps/accounts.hpp"
#include "merge/steps/answers.hpp"
#include "merge/steps/people.hpp"
#include "merge/steps/step.hpp"

#include <vector>

namespace tributary::steps {

/// Who is who, and what they are called: matches by the plan's rules, identities, collisions of names, and the
/// operator's answers to what is ambiguous, contested or dangerous. Written to staging as matches, identities,
/// decisions and conflicts. The accounts of an ambiguous cluster stay on their own until it is answered. Returns the
/// privileges that the operator has settled.
std::vector<SettledPrivilege> decide_accounts(Job const &job, staging::Staging const &staging, Accounts &accounts,
                                              model::Mapping const &mapping, Answers &answers);

} // namespace tributary::steps
