#pragma once

#include <cstddef>
#include <string_view>

namespace tributary::references {

/// How many strings a text has whose length it tells, and rightly, as PHP's serialize() does: s:3:"bob";
/// O:4:"User":0:{}. Wherever they are: in a serialised value, in strings in it, in a JSON string (with its escapes),
/// between other words. If there are fewer after a change, the change has broken one. O(length).
std::size_t counted_strings(std::string_view text);

} // namespace tributary::references
