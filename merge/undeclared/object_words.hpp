#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::undeclared {

/// The texts of an object that may say of which kind it is, each behind its member: they begin with a letter, have no
/// blanks and at most 40 bytes. The first eight.
using ObjectWords = std::vector<std::pair<std::string, std::string>>;

/// Those of all objects of a JSON document, in the order in which the objects begin: what says the kind may stand
/// behind the others. Nothing if it is no JSON, or nested deeper than 100 levels. O(length).
std::optional<std::vector<ObjectWords>> words_of_objects(std::string_view json);

} // namespace tributary::undeclared
