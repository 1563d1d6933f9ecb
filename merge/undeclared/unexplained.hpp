#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"

#include <string>

namespace tributary::undeclared {

/// True if a key or the plan says of all rows to what the column refers, or the plan that it refers to nothing.
bool is_explained(plan::Plan const &plan, model::MappedTable const &table, model::MappedColumn const &column);

/// SQL for the value of a column over its staged row, and NULL in the rows for which a condition of the plan says what
/// the value as a whole is. Null: the source has no such column.
std::string unexplained_value(model::MappedColumn const *column);

} // namespace tributary::undeclared
