#pragma once

#include "merge/undeclared/judgement.hpp"
#include "merge/undeclared/suspects.hpp"

#include <string>

namespace tributary::undeclared {

/// What a column of values is taken for, in the words of a question: `integer column named like an id of posts`.
/// `kinds` are those that mean the rows of a table. Empty of copies of a name, and of what is inside values, for which
/// copies_in_words() and found_inside() have words.
std::string phrase(Suspect const &suspect, Suspect::Looks looks, Target const &target, std::string const &kinds);

} // namespace tributary::undeclared
