#pragma once

#include <string>

namespace tributary::staging {

/// SQL: what stands behind `source/` in the name of an account, its name, or `#id` where it has no name; of the row of
/// `account` with this alias.
inline std::string account_name_in_sql(std::string const &alias)
{
    return "CASE WHEN coalesce(" + alias + ".name, '') = '' THEN '#' || " + alias + ".old_id ELSE " + alias +
           ".name END";
}

} // namespace tributary::staging
