#pragma once

#include <cstddef>
#include <string_view>

namespace tributary::model {

/// True of the first byte of a character in UTF-8, and of every byte of a text that is none.
constexpr bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }

/// Length in characters (Unicode code points), as varchar(n) counts.
constexpr std::size_t characters(std::string_view text)
{
    std::size_t count = 0;
    for (char const c : text) {
        count += begins_character(c) ? 1 : 0;
    }
    return count;
}

} // namespace tributary::model
