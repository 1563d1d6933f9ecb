#include "merge/identity/value_shape.hpp"

#include "merge/model/bytea.hpp"
#include "merge/model/masked.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

namespace tributary::identity {
namespace {

constexpr std::size_t least_random = 16;
constexpr std::size_t most_random = 4096; ///< pictures are longer
constexpr std::size_t most_bytes = 1024;
constexpr std::size_t long_text = 60;
constexpr std::int64_t great_number = 1000;
constexpr std::int64_t first_moment = 1'000'000'000; ///< seconds since 1970, and more: 2001

bool is_decimal(char c) { return c >= '0' && c <= '9'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool is_hexadecimal(std::string_view part)
{
    auto const in = [&](char first, char last) {
        return std::all_of(part.begin(), part.end(),
                           [&](char c) { return is_decimal(c) || (c >= first && c <= last); });
    };
    auto const digits = static_cast<std::size_t>(std::count_if(part.begin(), part.end(), is_decimal));
    return (in('a', 'f') || in('A', 'F')) && digits > 0 && (part.size() - digits) * 8 >= part.size();
}

/// Letters and digits without order. A text in capitals is base32, whose digits are 2 to 7.
bool is_random(std::string_view part)
{
    if (part.size() < least_random) {
        return false;
    }
    if (is_hexadecimal(part)) {
        return true;
    }
    auto const uppers = std::count_if(part.begin(), part.end(), is_upper);
    auto const lowers = std::count_if(part.begin(), part.end(), is_lower);
    auto const digits = std::count_if(part.begin(), part.end(), is_decimal);
    std::size_t changes = 0;
    for (std::size_t i = 1; i < part.size(); ++i) {
        auto const kind = [](char c) { return is_decimal(c) ? 0 : is_upper(c) ? 1 : is_lower(c) ? 2 : 3; };
        changes += kind(part[i - 1]) != kind(part[i]) ? 1U : 0U;
    }
    if (uppers > 0 && lowers > 0) {
        return changes * 20 >= part.size() * 9 && (digits > 0 || part.size() < 2 * least_random);
    }
    auto const base32 = lowers == 0 && std::none_of(part.begin(), part.end(),
                                                    [](char c) { return is_decimal(c) && (c < '2' || c > '7'); });
    auto const is_inside = [&](std::size_t at) { return is_decimal(part[at]) && !is_decimal(part[at + 1]); };
    std::size_t inside = 0; // digits before a letter; those of a numbered word are at its end
    for (std::size_t i = 0; i + 1 < part.size(); ++i) {
        inside += is_inside(i) ? 1U : 0U;
    }
    return uppers + lowers > digits && inside >= (base32 ? 1U : 2U);
}

/// The longest run of letters, digits and the other signs of base64.
std::string_view longest_part(std::string_view text)
{
    std::string_view found;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i == text.size() || (std::isalnum(static_cast<unsigned char>(text[i])) == 0 && text[i] != '+')) {
            found = i - begin > found.size() ? text.substr(begin, i - begin) : found;
            begin = i + 1;
        }
    }
    return found;
}

/// Nearly all of it is letters and digits; what separates parts of tokens is between them.
bool is_opaque(std::string_view text)
{
    constexpr std::string_view separators = "+/=_-.:$~|";
    std::size_t signs = 0;
    for (char const c : text) {
        auto const sign = separators.find(c) != std::string_view::npos;
        if (!sign && std::isalnum(static_cast<unsigned char>(c)) == 0) {
            return false;
        }
        signs += sign ? 1U : 0U;
    }
    return signs * 5 <= text.size();
}

/// base64 has `/` and `+`, or `-` and `_`, anywhere: without them it is one run.
std::string without_signs(std::string_view text)
{
    std::string result;
    std::copy_if(text.begin(), text.end(), std::back_inserter(result),
                 [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; });
    return result;
}

bool is_random_base64(std::string_view text)
{
    auto const run = without_signs(text);
    auto const has = [&](auto const &kind) { return std::any_of(run.begin(), run.end(), kind); };
    return text.find_first_of(".:$~|") == std::string_view::npos && has(is_upper) && has(is_lower) && has(is_decimal) &&
           is_random(run);
}

bool is_digest(std::string_view text)
{
    constexpr std::array<std::size_t, 6> lengths{32, 40, 56, 64, 96, 128};
    return std::find(lengths.begin(), lengths.end(), text.size()) != lengths.end() && is_hexadecimal(text);
}

/// An id that begins with the time.
bool is_ulid(std::string_view text)
{
    constexpr std::size_t length = 26;
    return text.size() == length && text.front() == '0' &&
           std::all_of(text.begin(), text.end(), [](char c) { return is_decimal(c) || is_upper(c); });
}

bool is_structured(std::string_view text)
{
    if (text.starts_with("{\"") && text.ends_with('}')) { // an array of PostgreSQL begins so only if it has to quote
        return true;
    }
    auto const serialised = [](std::string_view rest) {
        constexpr std::string_view types = "abidOsC";
        return rest.size() > 2 && types.find(rest[0]) != std::string_view::npos && rest[1] == ':' &&
               is_decimal(rest[2]);
    };
    auto const bar = text.find('|');
    return serialised(text) || (bar < long_text && serialised(text.substr(bar + 1)));
}

/// `report.pdf`, `https://…`, `/a/b`.
bool is_place(std::string_view text)
{
    auto const dot = text.rfind('.');
    auto const ending = dot == std::string_view::npos ? std::string_view() : text.substr(dot + 1);
    auto const is_file =
        dot > 0 && text.find('.') == dot && ending.size() >= 2 && ending.size() <= 4 &&
        std::all_of(ending.begin(), ending.end(), [](char c) { return is_lower(c) || is_decimal(c); }) &&
        !std::all_of(ending.begin(), ending.end(), is_decimal);
    return is_file || text.find("://") != std::string_view::npos || text.starts_with('/');
}

Shape shape_of_text(std::string_view text)
{
    if (model::is_shaped_like_a_secret(text)) {
        return Shape::secret;
    }
    if (text.starts_with("Mozilla/") || is_ulid(text)) {
        return Shape::other;
    }
    if (is_structured(text)) {
        return Shape::structured;
    }
    if (is_place(text)) {
        return Shape::content;
    }
    if (is_digest(text)) {
        return Shape::digest;
    }
    auto const token = text.size() <= most_random && is_opaque(text);
    auto const part = longest_part(text);
    if (token && (is_random(part) || is_random_base64(text))) {
        return Shape::random;
    }
    auto const lines = text.find('\n') != std::string_view::npos;
    auto const path = text.find('/') != std::string_view::npos;
    return lines || path || text.size() > long_text ? Shape::content : Shape::other;
}

Shape shape_of_bytes(std::string_view bytes)
{
    constexpr std::size_t uuid = 16;
    if (bytes.size() > most_bytes) {
        return Shape::other;
    }
    auto const text = std::all_of(bytes.begin(), bytes.end(), [](char c) { return c >= ' ' && c <= '~'; });
    return text ? shape_of_text(bytes) : bytes.size() > uuid ? Shape::random : Shape::other;
}

/// As PostgreSQL prints it.
bool is_bytea(std::string_view text)
{
    return text.size() > 2 && text.starts_with("\\x") && is_hexadecimal(text.substr(2));
}

Shape shape_of_column_text(std::string_view text)
{
    constexpr std::size_t most_letters = 2 * most_bytes + 2;
    if (text.size() <= most_letters && is_bytea(text)) {
        return shape_of_bytes(model::bytes_of_bytea(text));
    }
    return text.starts_with("\\x") && text.size() > most_letters ? Shape::other : shape_of_text(text);
}

} // namespace

Shape shape_of(model::Cell const &cell)
{
    using Type = model::Cell::Type;
    switch (cell.type) {
    case Type::null: return Shape::empty;
    case Type::integer:
        return cell.integer >= great_number && cell.integer < first_moment ? Shape::content : Shape::other;
    case Type::real: return Shape::other;
    case Type::text: return cell.bytes.empty() ? Shape::empty : shape_of_column_text(cell.bytes);
    case Type::blob: return cell.bytes.empty() ? Shape::empty : shape_of_bytes(cell.bytes);
    }
    return Shape::other;
}

} // namespace tributary::identity
