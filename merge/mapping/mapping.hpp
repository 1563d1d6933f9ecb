#pragma once

#include "merge/mapping/mapping_source.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"

#include <span>
#include <string>
#include <vector>

namespace tributary::mapping {

/// Which table and column of which source fills which of the target, by name, with the plan's `set`. Offsets are 0;
/// conditions are in the plan's own words.
///
/// Throws model::Error with every difference that the plan has to answer (drift): a table or column that the target
/// lacks, a column that it requires and a source lacks. Exit 78 if the target has none of the tables, or if `set` names
/// what does not exist; otherwise 1.
model::Mapping mapping(plan::Plan const &plan, std::span<MappingSource const> sources, model::Schema const &target);

} // namespace tributary::mapping
