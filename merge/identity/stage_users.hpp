#pragma once

#include "merge/job/job.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::identity {

/// Fills the staging file's `account` and `account_key` from the rows in it, unless they are there already as this
/// plan's [users] wants them.
void stage_users(job::Job const &job, staging::Staging const &staging);

} // namespace tributary::identity
