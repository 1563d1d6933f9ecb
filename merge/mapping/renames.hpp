#pragma once

#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <string>

namespace tributary::mapping {

/// The name of a source's table in the plan and the target: its own label unless `from` of a table names it.
std::string label_in_plan(plan::Plan const &plan, std::string const &source, std::string const &label);

/// A source's catalogue in the plan's names: tables and columns renamed by `from`, wherever they occur. The order of
/// columns stays, that of tables is by label again.
///
/// Throws model::Error 78 that points into the plan if `from` names what the source does not have, or if two tables or
/// two columns would have one name.
model::Schema in_plan_names(plan::Plan const &plan, std::string const &source, model::Schema schema);

} // namespace tributary::mapping
