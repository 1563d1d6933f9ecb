#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <span>
#include <vector>

namespace tributary::name_collisions {

/// Names that a unique key of the target makes one and the fold in force does not (`lower(trim(name))`, unaccent, a
/// collation of its own) become one in `accounts.names`, so that they contest each other. The target itself is asked,
/// by the key's expressions, with the names as they are in the sources; of a key that says no more than the fold it is
/// not. Where it cannot compute the key over all of them (one is too long) nothing changes: the search for shared keys
/// looks at the final names again. O(n log n) in the target.
void join_names_equal_in_target(job::Job const &job, staging::Staging const &staging,
                                std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                                identity::Accounts &accounts);

} // namespace tributary::name_collisions
