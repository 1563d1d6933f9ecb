#pragma once

#include "merge/undeclared/judgement.hpp"
#include "merge/undeclared/suspects.hpp"

#include <string>

namespace tributary::undeclared {

/// What a column of values is taken for, in the words of a question: `integer column named like an id of posts`.
/// `kinds` are those that mean the rows of a table; `users` is the label of the users table. Empty of what is inside
/// values: found_inside() has words for that.
std::string phrase(Suspect const &suspect, Suspect::Looks looks, Target const &target, std::string const &kinds,
                   std::string const &users);

} // namespace tributary::undeclared
