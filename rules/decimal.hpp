#pragma once

#include "merge/model/value.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <optional>
#include <string>

namespace tributary::rules {

/// A number without rounding: digits / 10^scale.
struct Decimal {
    boost::multiprecision::cpp_int digits;
    unsigned scale = 0;
};

/// nullopt if the value is not a number, is NaN or infinite, or has an exponent beyond ±1000.
std::optional<Decimal> decimal_of(model::Value const &value);

/// Both with the greater of the two scales.
void align(Decimal &a, Decimal &b);

std::string in_digits(Decimal const &number);

} // namespace tributary::rules
