#pragma once

#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <string>

namespace tributary::resolve {

/// True if the plan does not load the column: by `drop`, or its table by `load = false`.
bool leaves_out(plan::Plan const &plan, std::string const &table, std::string const &column);

/// Throws model::Error 65 for a column whose values mean nothing in another database, unless the plan leaves it out
/// (`drop`, or `load = false` for its table).
void refuse_unmovable(plan::Plan const &plan, std::string const &source, model::Schema const &schema);

} // namespace tributary::resolve
