#pragma once

#include "merge/model/value.hpp"

namespace tributary::rules {

/// The order that the target's column has: numbers by size, whatever their representation, everything else by type and
/// bytes, which is right for ISO dates of the years 1 to 9999. NULL comes first; -Infinity before every number,
/// Infinity and NaN after them, as in PostgreSQL.
bool less(model::Value const &a, model::Value const &b, model::SurvivorshipContext const &context);

} // namespace tributary::rules
