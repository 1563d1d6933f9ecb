#pragma once

#include "merge/databases/target.hpp"
#include "merge/proof/prepared.hpp"
#include "merge/staging/staging.hpp"

#include <limits>
#include <map>
#include <string>
#include <vector>

namespace tributary::proof {

/// In the place of a source, where rows are derived.
constexpr auto of_no_source = std::numeric_limits<std::uint32_t>::max();

/// What the COPY of each source's table was acknowledged with: (table, source) → rows.
using Loaded = std::map<std::pair<std::string, std::uint32_t>, std::int64_t>;

/// Proof before COMMIT. Throws model::Error 2 with everything that does not hold: each source's rows are loaded or
/// folded, and as many are derived as resolve counted; each table has as many rows as were loaded; every foreign key
/// and index is valid for every row, except those declared NOT VALID, whose references were looked at in staging; names
/// are unique, but for the old duplicates that stay.
void prove(databases::Target &target, staging::Staging const &staging, Prepared const &prepared, Loaded const &loaded);

/// Moves the target's sequences past the last id range and its headroom, and proves that each is beyond its column's
/// maximum. A table without rows in any source, and whose sequence was never used, keeps its sequence as it is.
void advance_sequences(databases::Target &target, staging::Staging const &staging, Prepared const &prepared);

} // namespace tributary::proof
