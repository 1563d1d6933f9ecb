#pragma once

#include "tests/testing/random_schemas.hpp"

#include <optional>
#include <string>

namespace tributary::testing {

/// A column of numbers that refers to nothing, as services have them beside references: a limit, a count, a place in
/// an order, a size, a code, what another company calls the row.
SchemaColumn decoy(RandomSchema const &schema, Dice &dice);

/// What the column holds in a row; `number` is the row's place in its table, from 1.
std::optional<std::string> decoy_value(SchemaColumn const &column, std::size_t number, Dice &dice);

} // namespace tributary::testing
