#pragma once

#include "tests/testing/random_schemas.hpp"

#include <string>
#include <vector>

namespace tributary::testing {

std::string uuid(Dice &dice);
std::string joined(std::vector<std::string> const &texts, std::string const &between);

/// The table has such a column.
SchemaColumn const &column_of(SchemaTable const &table, std::string const &name);
bool has(SchemaTable const &table, std::string const &name);

} // namespace tributary::testing
