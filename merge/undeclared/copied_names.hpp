#pragma once

#include "merge/mapping/users.hpp"
#include "merge/model/schema.hpp"
#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/suspects.hpp"

#include <string>

/// Texts that are the name of the user beside them, or of their own row: what is said and proposed of them.
namespace tributary::undeclared {

/// True if most copies are the name in capitals, or in small letters where the name has others: no reference can hold
/// them.
bool are_folded(Counts const &copies);

std::string copies_in_words(Suspect const &suspect, mapping::UsersTable const &users, Counts const &copies);

/// Lines for the plan. In the users table the column follows the name, and what is no copy stays. Elsewhere it refers
/// to the name, and the names that users had before stay; what is folded is computed anew in all rows.
std::string proposal_of_copies(model::Schema const &schema, Suspect const &suspect, mapping::UsersTable const &users,
                               std::string const &name, Counts const &copies);

} // namespace tributary::undeclared
