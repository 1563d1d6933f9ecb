#include "merge/references/json_text.hpp"

#include <charconv>
#include <cstdint>
#include <optional>

namespace tributary::references {
namespace {

void append_utf8(std::string &out, std::uint32_t point)
{
    auto const tail = [&](int shift) { out += static_cast<char>(0x80U | ((point >> shift) & 0x3fU)); };
    if (point < 0x80) {
        out += static_cast<char>(point);
    } else if (point < 0x800) {
        out += static_cast<char>(0xc0U | (point >> 6U));
        tail(0);
    } else if (point < 0x10000) {
        out += static_cast<char>(0xe0U | (point >> 12U));
        tail(6);
        tail(0);
    } else {
        out += static_cast<char>(0xf0U | (point >> 18U));
        tail(12);
        tail(6);
        tail(0);
    }
}

std::optional<std::uint32_t> hexadecimal(std::string_view json, std::size_t &at)
{
    auto const digits = json.substr(at, 4);
    std::uint32_t unit = 0;
    auto const [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
    if (digits.size() < 4 || error != std::errc() || end != digits.data() + digits.size()) {
        return std::nullopt;
    }
    at += 4;
    return unit;
}

} // namespace

bool read_json_escape(std::string_view json, std::size_t &at, std::string &out)
{
    constexpr std::string_view signs = "\"\\/bfnrt";
    constexpr std::string_view means = "\"\\/\b\f\n\r\t";
    if (at >= json.size()) {
        return false;
    }
    auto const sign = json[at++];
    if (auto const known = signs.find(sign); known != std::string_view::npos) {
        out += means[known];
        return true;
    }
    auto unit = sign == 'u' ? hexadecimal(json, at) : std::nullopt;
    if (!unit) {
        return false;
    }
    if (*unit >= 0xd800 && *unit < 0xdc00 && json.substr(at, 2) == "\\u") {
        at += 2;
        auto const low = hexadecimal(json, at);
        if (!low || *low < 0xdc00 || *low > 0xdfff) {
            return false;
        }
        unit = 0x10000 + ((*unit - 0xd800) << 10U) + (*low - 0xdc00);
    }
    append_utf8(out, *unit);
    return true;
}

std::string json_string(std::string_view text)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string result = "\"";
    for (char const sign : text) {
        auto const byte = static_cast<unsigned char>(sign);
        if (sign == '"' || sign == '\\') {
            result += '\\';
            result += sign;
        } else if (byte < 0x20) {
            result += "\\u00";
            result += digits[byte >> 4U];
            result += digits[byte & 0xfU];
        } else {
            result += sign;
        }
    }
    return result + '"';
}

std::vector<std::size_t> places_in_json_string(std::string_view literal)
{
    std::vector<std::size_t> places;
    for (std::size_t at = 1; at + 1 < literal.size();) {
        auto const begin = at++;
        std::string meant = "?";
        if (literal[begin] == '\\') {
            meant.clear();
            read_json_escape(literal, at, meant);
        }
        places.insert(places.end(), meant.size(), begin);
    }
    places.push_back(literal.size() - 1);
    return places;
}

std::string without_json_escapes(std::string_view text)
{
    std::string result;
    for (std::size_t at = 0; at < text.size();) {
        auto const begin = at++;
        if (text[begin] != '\\' || !read_json_escape(text, at, result)) {
            at = begin + 1;
            result += text[begin];
        }
    }
    return result;
}

} // namespace tributary::references
