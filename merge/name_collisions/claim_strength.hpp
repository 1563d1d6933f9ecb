#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/model/mapping.hpp"
#include "merge/name_collisions/names.hpp"

#include <span>

namespace tributary::name_collisions {

/// How strong the claims to contested names are: `yields` first, then the plan's `tie`. Throws model::Error 78 where
/// `tie` names what does not exist. `accounts` must outlive the result.
Strength claim_strength(job::Job const &job, staging::Staging const &staging, identity::Accounts const &accounts,
                        model::Mapping const &mapping, std::span<Claim const> claims);

} // namespace tributary::name_collisions
