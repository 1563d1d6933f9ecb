#pragma once

#include "tests/testing/random_schemas.hpp"

namespace tributary::testing {

/// True if a rule of the plan may leave rows of the table out.
bool may_be_left_out(SchemaTable const &table);

/// Lets no policy change what others refer to together with other columns: the program refuses such a plan.
void keep_what_others_refer_to(RandomSchema &schema);

/// Draws what the plan says where a parent may be left out, or a value is nobody's.
void decide_what_dangles(RandomSchema &schema, SchemaFeatures const &features, Dice &dice);

/// Draws what sources call otherwise, and columns that nobody wants.
void rename(RandomSchema &schema, SchemaFeatures const &features, Dice &dice);

} // namespace tributary::testing
