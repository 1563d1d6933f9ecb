#pragma once

#include <cstddef>
#include <string_view>

namespace tributary::references {

/// How many strings a text has whose length it tells, and rightly, as PHP's serialize() does: s:3:"bob";
/// O:4:"User":0:{}. Wherever they are: in a serialised value, in strings in it, in a JSON string (with its escapes),
/// between other words. If there are fewer after a change, the change has broken one. O(length).
std::size_t counted_strings(std::string_view text);

/// False if a change of a text, which knew nothing of its form, has made a length wrong that the text tells: there are
/// fewer counted strings; it was Bencode or netstrings (4:user,) and is not any more; or it has bytes that only
/// programs write, so that its lengths may be anywhere, and is longer or shorter now.
bool lengths_are_right(std::string_view before, std::string_view after);

} // namespace tributary::references
