#include "merge/model/same_value.hpp"

#include "merge/model/booleans.hpp"
#include "merge/model/characters.hpp"
#include "merge/model/digits.hpp"
#include "merge/model/value.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>

namespace tributary::model {
namespace {

/// The shortest text that is read as the same number.
std::string shortest(double number)
{
    std::array<char, 32> text{};
    auto const written = std::to_chars(text.data(), text.data() + text.size(), number);
    return {text.data(), written.ptr};
}

/// Its bytes, or a number in digits.
std::string text_of(Cell const &cell)
{
    switch (cell.type) {
    case Cell::Type::null: return {};
    case Cell::Type::integer: return std::to_string(cell.integer);
    case Cell::Type::real: return shortest(cell.real);
    case Cell::Type::text:
    case Cell::Type::blob: return std::string(cell.bytes);
    }
    return {};
}

/// 1, 1.00, 01 and 1e0 as 1e0, 120 as 12e1, 0 as 0e0; nothing for what is no number.
std::optional<std::string> canonical(std::string const &text)
{
    std::size_t at = text.starts_with('-') || text.starts_with('+') ? 1 : 0;
    auto const whole = digits_at(text, at);
    auto digits = text.substr(at, whole);
    at += whole;
    std::int64_t exponent = 0;
    if (at < text.size() && text[at] == '.') {
        auto const behind = digits_at(text, at + 1);
        digits += text.substr(at + 1, behind);
        exponent -= static_cast<std::int64_t>(behind);
        at += 1 + behind;
    }
    if (digits.empty()) {
        return std::nullopt;
    }
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        auto const *const begin = text.data() + at + (text.substr(at + 1).starts_with('+') ? 2 : 1);
        std::int32_t power = 0;
        auto const read = std::from_chars(begin, text.data() + text.size(), power);
        if (read.ec != std::errc()) {
            return std::nullopt;
        }
        exponent += power;
        at = static_cast<std::size_t>(read.ptr - text.data());
    }
    if (at != text.size()) {
        return std::nullopt;
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.empty()) {
        return "0e0";
    }
    auto const kept = digits.find_last_not_of('0') + 1;
    exponent += static_cast<std::int64_t>(digits.size() - kept);
    return (text.starts_with('-') ? "-" : "") + digits.substr(0, kept) + "e" + std::to_string(exponent);
}

} // namespace

bool is_number(Column const &column)
{
    constexpr std::array numbers{"numeric", "decimal", "double", "real", "float"};
    auto const type = in_lower_case(column.type);
    return column.kind == Kind::integer ||
           std::any_of(numbers.begin(), numbers.end(), [&](char const *number) { return type.starts_with(number); });
}

bool same_value(Cell const &a, Cell const &b, Column const &column)
{
    if (a.type == Cell::Type::null || b.type == Cell::Type::null) {
        return a.type == b.type;
    }
    auto const one = text_of(a);
    auto const other = text_of(b);
    if (one == other) {
        return true;
    }
    if (is_boolean(column)) {
        auto const said = truth(a);
        return said && said == truth(b);
    }
    if (!is_number(column)) {
        return false;
    }
    auto const number = canonical(one);
    return number && number == canonical(other);
}

} // namespace tributary::model
