#include "rules/all.hpp"
#include "rules/decimal.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace tributary::rules {
namespace {

double nearest_double(Decimal const &number)
{
    auto const text = in_digits(number);
    double value = 0;
    auto const read = std::from_chars(text.data(), text.data() + text.size(), value);
    return read.ec == std::errc() ? value : std::numeric_limits<double>::infinity();
}

/// As PostgreSQL prints double precision: the fewest digits that read back, in plain from 1e-4 to 1e15.
std::string as_printed(double value)
{
    auto const size = std::abs(value);
    auto const plain = size == 0 || (size >= 1e-4 && size < 1e15);
    std::array<char, 64> text{};
    auto const end = std::to_chars(text.data(), text.data() + text.size(), value,
                                   plain ? std::chars_format::fixed : std::chars_format::scientific);
    return {text.data(), end.ptr};
}

model::Value choose_by_sum(std::span<model::Value const> values, model::SurvivorshipContext const &context)
{
    Decimal total;
    double rounded = 0; // what the database would say where it rounds
    bool any = false;
    bool real = false; // SQLite's own: so is what comes of it
    for (auto const &value : values) {
        if (value.is_null()) {
            continue;
        }
        auto number = decimal_of(value);
        if (!number) {
            throw std::overflow_error("\"" + value.bytes + "\" is not a number that can be added");
        }
        rounded += nearest_double(*number);
        align(total, *number);
        total.digits += number->digits;
        any = true;
        real = real || value.type == model::Cell::Type::real;
    }
    if (!any) {
        return values.front();
    }
    model::Value result;
    result.source = values.front().source;
    if (context.max_integer > 0) {
        if (total.scale > 0 || total.digits > context.max_integer || total.digits < -context.max_integer - 1) {
            throw std::overflow_error("the sum " + in_digits(total) + " does not fit into the column");
        }
        result.type = model::Cell::Type::integer;
        result.integer = static_cast<std::int64_t>(total.digits);
        return result;
    }
    if ((real || context.floating) && !std::isfinite(rounded)) {
        throw std::overflow_error("the sum is beyond what the column can hold");
    }
    result.type = real ? model::Cell::Type::real : model::Cell::Type::text;
    result.real = real ? rounded : 0;
    result.bytes = real ? "" : context.floating ? as_printed(rounded) : in_digits(total);
    return result;
}

} // namespace

model::Survivorship const sum{"sum", "the sum, ignoring NULL; one that does not fit into the column is an error",
                              model::Survivorship::Way::adds_up, choose_by_sum};

} // namespace tributary::rules
