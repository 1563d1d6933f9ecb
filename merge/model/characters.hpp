#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace tributary::model {

/// True of the first byte of a character in UTF-8, and of every byte of a text that is not UTF-8.
constexpr bool begins_character(char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; }

/// A letter or digit of ASCII, whatever the locale.
constexpr bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/// ASCII's letters alone, whatever the locale: for names that ignore case so, such as SQL's words and SQLite's tables.
inline std::string in_lower_case(std::string text)
{
    for (char &c : text) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return text;
}

/// What a name in SQL needs no quotes for: letters, digits, _ and every byte beyond ASCII. `$` and the first character
/// are matters of the engine.
constexpr bool is_name_character(char c)
{
    return is_letter_or_digit(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80U;
}

/// What TOML takes for a bare key, and the plan for the name of a source: letters, digits, _ and - of ASCII, at least
/// one.
constexpr bool is_bare_word_character(char c) { return is_letter_or_digit(c) || c == '_' || c == '-'; }
constexpr bool is_bare_word(std::string_view text)
{
    for (char const c : text) {
        if (!is_bare_word_character(c)) {
            return false;
        }
    }
    return !text.empty();
}

/// Length in characters (Unicode code points), as varchar(n) counts.
constexpr std::size_t characters(std::string_view text)
{
    std::size_t count = 0;
    for (char const c : text) {
        count += begins_character(c) ? 1 : 0;
    }
    return count;
}

/// The first so many characters, or all.
constexpr std::string_view first_characters(std::string_view text, std::size_t count)
{
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (begins_character(text[at]) && count-- == 0) {
            break;
        }
    }
    return text.substr(0, at);
}

/// The text that a value of char(n) is, which is padded with blanks.
constexpr std::string_view without_blanks_behind(std::string_view text)
{
    auto const last = text.find_last_not_of(' ');
    return text.substr(0, last == std::string_view::npos ? 0 : last + 1);
}

} // namespace tributary::model
