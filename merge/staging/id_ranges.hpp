#pragma once

#include "merge/model/id_range.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <utility>

namespace tributary::staging {

/// The ranges of new ids (table id_range): one for each source of each column that numbers its rows. Each function is
/// one query.

void write_id_range(Staging const &staging, std::uint32_t source, model::KeyColumn const &key,
                    model::IdRange const &range);

/// By how much the ids of a source's column are shifted.
std::map<std::pair<model::KeyColumn, std::uint32_t>, std::int64_t> id_offsets(Staging const &staging);

/// The greatest number in a source's range of ids for this key column, headroom included; the greatest there is where
/// it has no range.
std::int64_t end_of_range(Staging const &staging, model::KeyColumn const &key, std::uint32_t source);

/// The smallest number of this key column in the target; 1 if there is none.
std::int64_t lowest_id(Staging const &staging, model::KeyColumn const &key);

/// The greatest number in the ranges of all sources, headroom included; nothing if there is no range, or no id in use
/// or handed out in any.
std::optional<std::int64_t> end_of_used_ranges(Staging const &staging, model::KeyColumn const &key);

} // namespace tributary::staging
