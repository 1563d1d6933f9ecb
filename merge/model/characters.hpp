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

/// The text that a value of char(n) is, which is padded with blanks.
constexpr std::string_view without_blanks_behind(std::string_view text)
{
    auto const last = text.find_last_not_of(' ');
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

} // namespace tributary::model
