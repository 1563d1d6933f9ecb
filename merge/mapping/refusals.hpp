#pragma once

#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <string>

namespace tributary::mapping {

/// Throws model::Error 65 for a column whose values mean nothing in another database, unless the plan leaves it out
/// (`drop`, or `load = false` for its table).
void refuse_unmovable(plan::Plan const &plan, std::string const &source, model::Schema const &schema);

} // namespace tributary::mapping
