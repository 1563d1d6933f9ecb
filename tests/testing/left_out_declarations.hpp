#pragma once

#include "tests/testing/random_schemas.hpp"

#include <string>
#include <vector>

namespace tributary::testing {

/// Names of tables, in the plural: regular ones, irregular ones, and such as have two words.
std::vector<std::string> names_of_things();

/// Tables that say more of the rows of another one, whose primary key they share.
void add_extensions(RandomSchema &schema, Dice &dice);

/// Draws which references the first plan leaves out, and calls their columns by names of many shapes; adds columns that
/// refer to nothing.
void leave_out_declarations(RandomSchema &schema, Dice &dice);

} // namespace tributary::testing
