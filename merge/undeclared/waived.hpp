#pragma once

#include "merge/plan/plan.hpp"
#include "merge/undeclared/suspects.hpp"

#include <span>
#include <string>
#include <vector>

namespace tributary::undeclared {

/// Throws model::Error 78 for a [[waive]] of a table or column that no source has, or with an invalid path.
void check_waived(plan::Plan const &plan, std::span<CoverageSource const> sources);

/// The [[waive]] entries that waive nothing: their columns are covered, or would look like no reference whatever their
/// values are. Harmless; sentences.
std::vector<std::string> needless_waivers(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                          model::Schema const &target);

/// The places inside values that the plan names, by `path` or `regex`, and at which there is nothing in any source
/// though the column has values: the names may be misspelt. Sentences.
std::vector<std::string> idle_places(std::span<Suspect const> suspects, std::span<Tally const> tallies);

} // namespace tributary::undeclared
