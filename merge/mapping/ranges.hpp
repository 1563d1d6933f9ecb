#pragma once

#include "merge/mapping/id_ranges.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace tributary::mapping {

/// The ids that one source's column holds.
struct IdExtent {
    std::int64_t least = 0;
    std::int64_t greatest = 0;
};
using IdExtents = std::function<std::optional<IdExtent>(model::MappedSource const &, std::string const &column)>;

/// The range of each source of a numbered column, in the order of `table.sources`; `limit` is as numbered_columns() has
/// it. Throws model::Error: 1 if the plan's headroom does not fit the column's type, 65 if the ids do not fit even
/// without any, or if a sequence counts downwards.
std::vector<IdRange> ranges_of(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                               model::Schema const &target, model::MappedTable const &table,
                               model::Column const &column, std::int64_t limit, IdExtents const &extents);

} // namespace tributary::mapping
