#include "rules/all.hpp"
#include "rules/decimal.hpp"

#include <stdexcept>

namespace tributary::rules {
namespace {

model::Value choose(std::span<model::Value const> values, model::SurvivorshipContext const &context)
{
    Decimal total;
    bool any = false;
    bool real = false; // SQLite's own: so is what comes of it

    for (auto const &value : values) {
        if (value.is_null()) {
            continue;
        }
        auto number = decimal_of(value);
        if (!number) {
            throw std::overflow_error("\"" + value.bytes + "\" is no number that could be added");
        }
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
    if (real) {
        result.type = model::Cell::Type::real;
        result.real = std::stod(in_digits(total));
        return result;
    }
    if (context.max_integer == 0) {
        result.type = model::Cell::Type::text;
        result.bytes = in_digits(total);
        return result;
    }
    if (total.scale > 0 || total.digits > context.max_integer || total.digits < -context.max_integer - 1) {
        throw std::overflow_error("the sum " + in_digits(total) + " does not fit into the column");
    }
    result.type = model::Cell::Type::integer;
    result.integer = static_cast<std::int64_t>(total.digits);
    return result;
}

} // namespace

model::Survivorship const sum{
    "sum", "all of them added up, NULL counting nothing; too great for the column is an error", false, choose};

} // namespace tributary::rules
