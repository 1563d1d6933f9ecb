#pragma once

#include "merge/mapping/mapping_source.hpp"
#include "merge/plan/plan.hpp"

#include <span>
#include <vector>

namespace tributary::mapping {

/// The sources' catalogues, each with the references that any of them, the target or the plan declares: a column means
/// the same in every service. Columns that `set` computes count as the source's.
/// Throws model::Error 78 as users_table() does.
std::vector<model::Schema> with_all_references(plan::Plan const &plan, std::span<MappingSource const> sources,
                                               model::Schema const &target);

} // namespace tributary::mapping
