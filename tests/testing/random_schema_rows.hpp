#pragma once

#include "tests/testing/random_schemas.hpp"

namespace tributary::testing {

/// Draws the rows of every source for tables that are drawn already.
void fill(RandomSchema &schema, Dice &dice);

} // namespace tributary::testing
