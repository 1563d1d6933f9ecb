#include "rules/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace tributary::rules {
namespace {

constexpr int greatest_exponent = 1000;

boost::multiprecision::cpp_int power_of_ten(unsigned exponent)
{
    return boost::multiprecision::pow(boost::multiprecision::cpp_int(10), exponent);
}

/// Digits with a sign, a point and an exponent, as PostgreSQL prints numeric and double precision.
std::optional<Decimal> parsed(std::string_view text)
{
    bool const negative = text.starts_with('-');
    if (text.starts_with('-') || text.starts_with('+')) {
        text.remove_prefix(1);
    }
    int exponent = 0;
    if (auto const e = text.find_first_of("eE"); e != std::string_view::npos) {
        auto power = text.substr(e + 1);
        power.remove_prefix(power.starts_with('+') ? 1 : 0);
        auto const [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
        if (error != std::errc() || end != power.data() + power.size() || exponent < -greatest_exponent ||
            exponent > greatest_exponent) {
            return std::nullopt;
        }
        text = text.substr(0, e);
    }
    Decimal result;
    bool point = false;
    std::size_t digits = 0;
    for (char const c : text) {
        if (c == '.' && !point) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            result.digits = result.digits * 10 + (c - '0');
            result.scale += point ? 1 : 0;
            ++digits;
        } else {
            return std::nullopt;
        }
    }
    if (digits == 0) {
        return std::nullopt;
    }
    if (exponent > static_cast<int>(result.scale)) {
        result.digits *= power_of_ten(static_cast<unsigned>(exponent) - result.scale);
        result.scale = 0;
    } else {
        result.scale = static_cast<unsigned>(static_cast<int>(result.scale) - exponent);
    }
    result.digits = negative ? -result.digits : result.digits;
    return result;
}

} // namespace

std::optional<Decimal> decimal_of(model::Value const &value)
{
    switch (value.type) {
    case model::Cell::Type::integer: return Decimal{value.integer, 0};
    case model::Cell::Type::text: return parsed(value.bytes);
    case model::Cell::Type::real: {
        std::array<char, 64> text{};
        auto const end = std::to_chars(text.data(), text.data() + text.size(), value.real).ptr;
        return parsed({text.data(), static_cast<std::size_t>(end - text.data())});
    }
    default: return std::nullopt;
    }
}

void align(Decimal &a, Decimal &b)
{
    auto &smaller = a.scale < b.scale ? a : b;
    auto const scale = std::max(a.scale, b.scale);
    smaller.digits *= power_of_ten(scale - smaller.scale);
    smaller.scale = scale;
}

std::string in_digits(Decimal const &number)
{
    bool const negative = number.digits < 0;
    auto text = boost::multiprecision::cpp_int(negative ? -number.digits : number.digits).str();
    if (text.size() <= number.scale) {
        text.insert(0, number.scale + 1 - text.size(), '0');
    }
    if (number.scale > 0) {
        text.insert(text.size() - number.scale, ".");
    }
    return (negative ? "-" : "") + text;
}

} // namespace tributary::rules
