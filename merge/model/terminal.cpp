#include "merge/model/terminal.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace tributary::model {
namespace {

struct CodeRange {
    char32_t first;
    char32_t last;
};

/// Of Unicode's East Asian Width W and F.
constexpr std::array wide{
    CodeRange{0x1100, 0x115f},   CodeRange{0x231a, 0x231b},   CodeRange{0x2329, 0x232a},   CodeRange{0x23e9, 0x23ec},
    CodeRange{0x23f0, 0x23f0},   CodeRange{0x23f3, 0x23f3},   CodeRange{0x25fd, 0x25fe},   CodeRange{0x2614, 0x2615},
    CodeRange{0x2648, 0x2653},   CodeRange{0x267f, 0x267f},   CodeRange{0x2693, 0x2693},   CodeRange{0x26a1, 0x26a1},
    CodeRange{0x26aa, 0x26ab},   CodeRange{0x26bd, 0x26be},   CodeRange{0x26c4, 0x26c5},   CodeRange{0x26ce, 0x26ce},
    CodeRange{0x26d4, 0x26d4},   CodeRange{0x26ea, 0x26ea},   CodeRange{0x26f2, 0x26f3},   CodeRange{0x26f5, 0x26f5},
    CodeRange{0x26fa, 0x26fa},   CodeRange{0x26fd, 0x26fd},   CodeRange{0x2705, 0x2705},   CodeRange{0x270a, 0x270b},
    CodeRange{0x2728, 0x2728},   CodeRange{0x274c, 0x274c},   CodeRange{0x274e, 0x274e},   CodeRange{0x2753, 0x2755},
    CodeRange{0x2757, 0x2757},   CodeRange{0x2795, 0x2797},   CodeRange{0x27b0, 0x27b0},   CodeRange{0x27bf, 0x27bf},
    CodeRange{0x2b1b, 0x2b1c},   CodeRange{0x2b50, 0x2b50},   CodeRange{0x2b55, 0x2b55},   CodeRange{0x2e80, 0x303e},
    CodeRange{0x3041, 0x3247},   CodeRange{0x3250, 0x4dbf},   CodeRange{0x4e00, 0xa4cf},   CodeRange{0xa960, 0xa97f},
    CodeRange{0xac00, 0xd7a3},   CodeRange{0xf900, 0xfaff},   CodeRange{0xfe10, 0xfe19},   CodeRange{0xfe30, 0xfe6f},
    CodeRange{0xff01, 0xff60},   CodeRange{0xffe0, 0xffe6},   CodeRange{0x16fe0, 0x18cff}, CodeRange{0x1aff0, 0x1b2ff},
    CodeRange{0x1f004, 0x1f004}, CodeRange{0x1f0cf, 0x1f0cf}, CodeRange{0x1f18e, 0x1f18e}, CodeRange{0x1f191, 0x1f19a},
    CodeRange{0x1f1e6, 0x1f64f}, CodeRange{0x1f680, 0x1f6ff}, CodeRange{0x1f7e0, 0x1f7eb}, CodeRange{0x1f90c, 0x1f9ff},
    CodeRange{0x1fa70, 0x1faff}, CodeRange{0x20000, 0x3fffd}};

/// Blocks of marks that combine with the character before, joiners and variation selectors.
constexpr std::array combining{CodeRange{0x300, 0x36f},   CodeRange{0x1ab0, 0x1aff},  CodeRange{0x1dc0, 0x1dff},
                               CodeRange{0x200c, 0x200d}, CodeRange{0x20d0, 0x20ff},  CodeRange{0xfe00, 0xfe0f},
                               CodeRange{0xfe20, 0xfe2f}, CodeRange{0xe0100, 0xe01ef}};

/// C0, DEL and C1; the Arabic letter mark; the zero-width space; marks of direction; separators, embeddings and
/// overrides; invisible operators and isolates; the byte order mark, annotations; tags.
constexpr std::array unsafe{CodeRange{0, 0x1f},         CodeRange{0x7f, 0x9f},     CodeRange{0x61c, 0x61c},
                            CodeRange{0x200b, 0x200b},  CodeRange{0x200e, 0x200f}, CodeRange{0x2028, 0x202e},
                            CodeRange{0x2060, 0x206f},  CodeRange{0xfeff, 0xfeff}, CodeRange{0xfff9, 0xfffb},
                            CodeRange{0xe0000, 0xe007f}};

/// The ranges are in order.
bool is_in(std::span<CodeRange const> ranges, char32_t code)
{
    auto const range = std::lower_bound(ranges.begin(), ranges.end(), code,
                                        [](CodeRange const &a, char32_t wanted) { return a.last < wanted; });
    return range != ranges.end() && range->first <= code;
}

bool is_plain(char c) { return c >= ' ' && c <= '~'; }

void append_escape(std::string &result, char letter, std::size_t digits, std::size_t value)
{
    result += '\\';
    result += letter;
    while (digits-- > 0) {
        result += "0123456789abcdef"[(value >> (4 * digits)) & 0xfU];
    }
}

std::string escaped_where_unsafe(std::string_view text, std::string_view kept)
{
    if (std::all_of(text.begin(), text.end(), is_plain)) {
        return std::string(text);
    }
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        auto const character = character_at(text, at);
        auto const bytes = text.substr(at, character.bytes);
        at += character.bytes;
        if (kept.find(bytes) != std::string_view::npos || (character.valid && !is_in(unsafe, character.code))) {
            result += bytes;
        } else if (bytes == "\n" || bytes == "\r" || bytes == "\t") {
            result += bytes == "\n" ? "\\n" : bytes == "\r" ? "\\r" : "\\t";
        } else if (bytes.size() == 1) {
            append_escape(result, 'x', 2, static_cast<unsigned char>(bytes.front()));
        } else if (character.code <= 0xffff) {
            append_escape(result, 'u', 4, character.code);
        } else {
            append_escape(result, 'U', 8, character.code);
        }
    }
    return result;
}

} // namespace

Character character_at(std::string_view text, std::size_t at)
{
    auto const lead = static_cast<unsigned char>(text[at]);
    if (lead < 0x80) {
        return {lead, 1, true};
    }
    std::size_t const bytes = lead >= 0xf0 && lead <= 0xf4 ? 4 : lead >= 0xe0 && lead < 0xf0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() - at < bytes) {
        return {lead, 1, false};
    }
    char32_t code = lead & (0x7fU >> bytes);
    for (std::size_t i = 1; i < bytes; ++i) {
        auto const next = static_cast<unsigned char>(text[at + i]);
        if ((next & 0xc0U) != 0x80U) {
            return {lead, 1, false};
        }
        code = (code << 6U) | (next & 0x3fU);
    }
    auto const overlong = (bytes == 3 && code < 0x800) || (bytes == 4 && code < 0x10000);
    auto const surrogate = code >= 0xd800 && code <= 0xdfff;
    if (overlong || surrogate || code > 0x10ffff) {
        return {lead, 1, false};
    }
    return {code, bytes, true};
}

std::size_t columns_of(char32_t code)
{
    if (code < 0x300) {
        return 1;
    }
    return is_in(combining, code) ? 0 : is_in(wide, code) ? 2 : 1;
}

std::size_t columns_of(std::string_view text)
{
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) {
        auto const character = character_at(text, at);
        columns += columns_of(character.code);
        at += character.bytes;
    }
    return columns;
}

std::string printable(std::string_view text) { return escaped_where_unsafe(text, {}); }

std::string printable_lines(std::string_view text) { return escaped_where_unsafe(text, "\n\t"); }

} // namespace tributary::model
