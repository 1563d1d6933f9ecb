#pragma once

#include "merge/references/spots.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tributary::references {

/// One step into a JSON document: a member by name, every member, an element by number, every element, or every element
/// of lists within lists.
struct JsonStep {
    enum class Kind { member, every_member, element, every_element, every_element_below };
    Kind kind = Kind::member;
    std::string name;
    std::size_t number = 0;
};

/// Reads `$`, `$.owner`, `$."a b"`, `$.log[*].user`, `$[0]`, `$.*`. Throws std::invalid_argument with what is wrong.
std::vector<JsonStep> json_path(std::string_view text);

/// The ids at `path` in a JSON document (RFC 8259), which stays as it is written, byte for byte: strings and whole
/// numbers, or the keys of the object there if `keys`. NULL and what the document does not have hold no id. Anything
/// else at the path, and a text that is not valid JSON, is a problem. O(length); deeper than 500 levels is a problem
/// too.
Spots json_ids(std::string_view json, std::vector<JsonStep> const &path, bool keys);

/// A JSON string: in quotes, escaped where JSON requires it.
std::string json_string(std::string_view text);

} // namespace tributary::references
