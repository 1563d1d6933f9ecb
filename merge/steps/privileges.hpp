#pragma once

#include "merge/model/mapping.hpp"
#include "merge/steps/people.hpp"

#include <vector>

namespace tributary::steps {

/// The columns that say what an account may do, with everybody's value as it would be in the target: those that the
/// plan names, or those that are called so (admin, is_staff, role …) and have a type that fits. Columns that
/// `survivorship` answers are left out. Throws model::Error 78 where the plan names a column that is not there.
std::vector<Privilege> read_privileges(Job const &job, staging::Staging const &staging, Accounts const &accounts,
                                       model::MappedTable const &users);

} // namespace tributary::steps
