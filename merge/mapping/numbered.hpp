#pragma once

#include "merge/model/mapping.hpp"

#include <cstdint>
#include <map>
#include <utility>

namespace tributary::mapping {

/// Columns whose numbers are shifted: those that databases hand out, that refer to nothing and that the plan does not
/// keep, with the greatest value that every column of the target which holds them can take.
std::map<model::KeyColumn, std::int64_t> numbered_columns(model::Mapping const &mapping);

/// Writes the offset of each source's range into the columns whose values are in it.
void apply_offsets(model::Mapping &mapping,
                   std::map<std::pair<model::KeyColumn, std::uint32_t>, std::int64_t> const &offsets);

/// Where the column's values come from: the end of its chain, or the column itself.
model::KeyColumn origin_of(model::MappedTable const &table, model::MappedColumn const &column);

} // namespace tributary::mapping
