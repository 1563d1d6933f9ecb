#pragma once

#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <string>

namespace tributary::mapping {

/// Lets the source read times as the plan's [[zone]] entries mean them: a clock's time becomes the instant that it was
/// in that zone, an instant what a clock there showed, and a text without a zone gets its name. In a source's own
/// catalogue, whose columns are of the other type then.
///
/// Throws model::Error 78 that points into the plan for a column that the source does not have or that holds no times,
/// for an invalid zone, and if the last entry for a column has `until`.
void apply_zones(plan::Plan const &plan, std::string const &source, model::Schema &own);

/// All of the plan's [[zone]] entries, in one text: rows that were read under others are not those of the plan.
std::string zones_in_words(plan::Plan const &plan);

} // namespace tributary::mapping
