#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::references {

/// One step into a document: a member by name, every member, an element by number, every element, or every element of
/// lists within lists.
struct Step {
    enum class Kind { member, every_member, element, every_element, every_element_below };
    Kind kind = Kind::member;
    std::string name;
    std::size_t number = 0;
};

/// Reads `$`, `$.owner`, `$."a b"`, `$.log[*].user`, `$[0]`, `$.*`. Throws std::invalid_argument with what is wrong.
std::vector<Step> read_path(std::string_view text);

} // namespace tributary::references
