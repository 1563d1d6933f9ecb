#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/model/mapping.hpp"

#include <string>
#include <vector>

namespace tributary::identity {

/// A column whose differences must not be resolved silently: each account's value in the target; 0 where the source has
/// no such column.
struct Privilege {
    std::string column;
    std::vector<model::TextId> values;
    model::Interner texts;
};

/// A privilege that the operator has settled: this account's value stays.
struct SettledPrivilege {
    model::AccountIndex survivor;
    std::string column;
    model::AccountIndex winner;
};

/// The columns that say what an account may do, with each account's value as it would be in the target: those that the
/// plan names, or those with such a name (admin, is_staff, role …) and have a type that fits. Columns that
/// `survivorship` decides are left out. Throws model::Error 78 where the plan names a column that does not exist.
std::vector<Privilege> read_privileges(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
                                       model::MappedTable const &users);

} // namespace tributary::identity
