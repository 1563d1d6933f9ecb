#pragma once

#include "merge/plan/plan.hpp"
#include "merge/undeclared/suspects.hpp"

#include <span>
#include <string>
#include <vector>

namespace tributary::undeclared {

/// Throws model::Error 78 for a [[waive]] of a table or column that no source has.
void check_waived(plan::Plan const &plan, std::span<CoverageSource const> sources);

/// The [[waive]] entries that waive nothing: their columns are covered, or would look like no reference whatever their
/// values are. Harmless; sentences.
std::vector<std::string> needless_waivers(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                          model::Schema const &target);

} // namespace tributary::undeclared
