#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::rules {

/// True for texts that the regular expression (ICU's) finds something in, as `~` of PostgreSQL does. Throws
/// std::invalid_argument with ICU's reason if it is invalid; what it returns throws std::range_error with a sentence
/// where a name takes longer than some milliseconds.
std::function<bool(std::string_view)> matcher(std::string const &expression);

/// Where the one group of the regular expression (ICU's) stands in a text: first byte and the one after the last, of
/// each match in turn, empty ones left out. Throws std::invalid_argument with the reason if it is invalid, or does not
/// have exactly one group; what it returns throws std::range_error with a sentence where a text takes too long.
std::function<std::vector<std::pair<std::size_t, std::size_t>>(std::string_view)> finder(std::string const &expression);

/// True if some name that the pattern allows could still match once `before` and `after` are put around it, as far as
/// trying a few dozen names can tell; true as well if none of them matches by itself.
bool may_match(std::function<bool(std::string_view)> const &matches, std::string_view before, std::string_view after);

} // namespace tributary::rules
