#pragma once

#include "merge/answers/answers.hpp"
#include "merge/identity/accounts.hpp"
#include "merge/identity/people.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/name_collisions/contest.hpp"
#include "merge/staging/staging.hpp"

#include <vector>

namespace tributary::steps {

/// Who is who, and the names: matches by the plan's rules, identities, collisions of names, and the operator's answers
/// to what is ambiguous, contested or dangerous. Written to staging as matches, identities, decisions and conflicts.
/// The accounts of an ambiguous cluster stay on their own until it is answered. Returns the privileges that the
/// operator has settled.
std::vector<identity::SettledPrivilege> decide_accounts(job::Job const &job, staging::Staging const &staging,
                                                        identity::Accounts &accounts, model::Mapping const &mapping,
                                                        name_collisions::Contest const &contest,
                                                        answers::Answers &answers);

} // namespace tributary::steps
