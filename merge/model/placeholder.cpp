#include "merge/model/placeholder.hpp"

#include "merge/model/characters.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace tributary::model {
namespace {

/// How programming languages and forms write nothing.
constexpr std::array words_for_nothing{std::string_view("null"),     std::string_view("nil"), std::string_view("none"),
                                       std::string_view("nan"),      std::string_view("n/a"), std::string_view("na"),
                                       std::string_view("undefined")};

/// Blanks and invisible characters outside of ASCII, in UTF-8: U+00A0, U+00AD, U+1680, U+2000 to U+200F, U+2028 to
/// U+202F, U+205F to U+206F, U+3000, U+FEFF.
std::size_t length_of_blank(std::string_view text)
{
    auto const byte = [&](std::size_t at) { return at < text.size() ? static_cast<unsigned char>(text[at]) : 0U; };
    if (byte(0) == 0xc2 && (byte(1) == 0xa0 || byte(1) == 0xad)) {
        return 2;
    }
    auto const last = byte(2);
    auto const is_blank =
        (byte(0) == 0xe1 && byte(1) == 0x9a && last == 0x80) ||
        (byte(0) == 0xe2 && byte(1) == 0x80 && ((last >= 0x80 && last <= 0x8f) || (last >= 0xa8 && last <= 0xaf))) ||
        (byte(0) == 0xe2 && byte(1) == 0x81 && last >= 0x9f && last <= 0xaf) ||
        (byte(0) == 0xe3 && byte(1) == 0x80 && last == 0x80) || (byte(0) == 0xef && byte(1) == 0xbb && last == 0xbf);
    return is_blank ? 3 : 0;
}

bool is_letter(char c)
{
    return static_cast<unsigned char>(c) >= 0x80 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

} // namespace

bool has_no_letter(std::string_view text)
{
    for (std::size_t at = 0; at < text.size();) {
        if (auto const blank = length_of_blank(text.substr(at)); blank > 0) {
            at += blank;
        } else if (is_letter(text[at])) {
            return false;
        } else {
            ++at;
        }
    }
    return true;
}

bool is_placeholder(std::string_view text)
{
    std::string visible;
    for (std::size_t at = 0; at < text.size();) {
        auto const blank = length_of_blank(text.substr(at));
        if (blank == 0 && static_cast<unsigned char>(text[at]) > ' ') {
            visible += text[at];
        }
        at += blank == 0 ? 1 : blank;
    }
    return has_no_letter(text) || std::find(words_for_nothing.begin(), words_for_nothing.end(),
                                            in_lower_case(visible)) != words_for_nothing.end();
}

} // namespace tributary::model
