#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"

#include <set>
#include <string>
#include <vector>

namespace tributary::identity {

/// A table in which a row gives a user a right, or takes one: `admins (user_id)`, `user_roles (user_id, role_id)`,
/// `bans (user_id, reason)`.
struct RightsTable {
    /// What says so.
    enum class Sign {
        plan,  ///< `privileges` names it
        name,  ///< it is called after those who may do more, after what they may, or after what is done to an account
        links, ///< its rows say which few things each user has, and nothing else
        rows,  ///< a user has one row or none; for the values to tell
    };
    model::MappedTable const *table = nullptr;
    std::string owner; ///< the column that says whose row it is
    std::string what;  ///< the column that says which right it is; empty: there is one
    /// The table that `what` refers to; null: its values tell by themselves.
    model::MappedTable const *lookup = nullptr;
    Sign sign = Sign::rows;
};

/// A table counts if two sources have it and one column says which user a row is about: it refers to users, or of
/// several that do it alone is in a unique key. What stands beside that column in the key is the right; where the
/// key is over the owner alone there is one right. Login keys, credentials, sessions, and tables by whose rows
/// something happens at a time are none. A table of `links` has nothing else but times and who granted it, and refers
/// to a table of few rows if to any; no other table refers to it or to one of `rows`, which has few columns. If the
/// plan has `privileges`, these name all tables that count. In the order of the mapping.
std::vector<RightsTable> rights_tables(plan::Plan const &plan, model::Mapping const &mapping);

/// The tables that the rights refer to: those have to be decided before accounts are compared.
std::set<std::string> lookups_of_rights(plan::Plan const &plan, model::Mapping const &mapping);

} // namespace tributary::identity
