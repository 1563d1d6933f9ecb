#pragma once

#include "merge/identity/people.hpp"
#include "merge/job/job.hpp"
#include "merge/name_collisions/new_names.hpp"
#include "merge/staging/account_decisions.hpp"
#include "merge/staging/staging.hpp"

#include <span>

namespace tributary::name_collisions {

/// Lists the names that stay and that a reader may take for another's, with a warning of how many there are; none where
/// the plan says that equal names may stay. The property "look_alikes_that_stay" has their number.
void list_look_alikes(job::Job const &job, staging::Staging const &staging, identity::Accounts const &accounts,
                      identity::People const &people, std::span<NameDecision const> decisions,
                      staging::AccountDecisionWriter &writer);

} // namespace tributary::name_collisions
