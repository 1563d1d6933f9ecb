#pragma once

#include "merge/references/spots.hpp"

#include <string>
#include <string_view>

namespace tributary::references {

/// The elements of an array as PostgreSQL prints it (`{1,2,NULL}`, `[0:1]={"a b",c}`, of any dimensions): all but NULL,
/// each with its place. A text that is not an array is a problem. O(length).
Spots array_ids(std::string_view array);

/// An element as such an array has it: in quotes where it needs them.
std::string array_element(std::string_view text);

} // namespace tributary::references
