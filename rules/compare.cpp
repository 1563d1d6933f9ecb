#include "rules/compare.hpp"

#include "rules/decimal.hpp"

#include <tuple>

namespace tributary::rules {

namespace {

/// Where a number's text sorts: before all numbers, among them, after them.
int place_of(model::Value const &value)
{
    return value.bytes == "-Infinity" ? -1 : value.bytes == "Infinity" ? 1 : value.bytes == "NaN" ? 2 : 0;
}

} // namespace

bool less(model::Value const &a, model::Value const &b, model::SurvivorshipContext const &context)
{
    auto const integers = a.type == model::Cell::Type::integer && b.type == model::Cell::Type::integer;
    if (context.number && !a.is_null() && !b.is_null() && (place_of(a) != 0 || place_of(b) != 0)) {
        return place_of(a) < place_of(b);
    }
    if (context.number && !integers) {
        auto one = decimal_of(a);
        auto other = decimal_of(b);
        if (one && other) {
            align(*one, *other);
            return one->digits < other->digits;
        }
    }
    return std::tie(a.type, a.integer, a.real, a.bytes) < std::tie(b.type, b.integer, b.real, b.bytes);
}

} // namespace tributary::rules
