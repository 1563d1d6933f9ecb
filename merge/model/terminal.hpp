#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tributary::model {

/// One character of a text in UTF-8.
struct Character {
    char32_t code = 0;
    std::size_t bytes = 0; ///< at least 1
    bool valid = false;    ///< false: one byte that belongs to no character
};

/// The character that begins at this byte, which exists.
Character character_at(std::string_view text, std::size_t at);

/// Columns that a terminal gives to a character: 2 for wide ones of East Asia and emoji, 0 for accents that combine, 1
/// for all others. What is ambiguous counts as narrow, and rare emoji as 1.
std::size_t columns_of(char32_t code);

/// Columns that a printable text of one line takes.
std::size_t columns_of(std::string_view text);

/// A text of unknown origin as one line that is safe on a terminal. Everything that a terminal would obey, or that
/// would show the line in another order, or nothing at all, becomes an escape: `\n`, `\r`, `\t`, `\x1b` for control
/// characters, `\u202e` for C1 controls, bidirectional controls, separators of lines and paragraphs, and invisible
/// characters, `\xff` for a byte that is not UTF-8. A backslash stays one: the escapes are for readers, not for
/// programs. A printable text stays as it is.
std::string printable(std::string_view text);

/// The same for several lines: line feeds and tabs stay.
std::string printable_lines(std::string_view text);

} // namespace tributary::model
