#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace tributary::rules {

/// True for texts that the regular expression (ICU's) finds something in, as `~` of PostgreSQL does. Throws
/// std::invalid_argument with ICU's reason if it is none; what it returns throws std::range_error with a sentence where
/// a name takes longer than some milliseconds.
std::function<bool(std::string_view)> matcher(std::string const &expression);

/// True if some name that the pattern admits could still match once `before` and `after` are put around it, as far as
/// trying a few dozen names can tell; true as well if none of them matches by itself.
bool may_match(std::function<bool(std::string_view)> const &matches, std::string_view before, std::string_view after);

} // namespace tributary::rules
