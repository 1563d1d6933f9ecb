#pragma once

#include "merge/model/mapping.hpp"

#include <string>

namespace tributary::undeclared {

/// SQL for the value of a column over its staged row, and NULL in the rows for which a condition of the plan says what
/// the value as a whole is. Null: the source has no such column.
std::string unexplained_value(model::MappedColumn const *column);

} // namespace tributary::undeclared
