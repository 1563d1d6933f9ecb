#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace tributary::staging {

/// Passes on the ids of a key column, by its number in Exceptions::keys, for which the crosswalk has another id or
/// none.
void read_changed_ids(Staging const &staging, std::int64_t key, std::function<void(model::Cell const &)> const &sink);

/// Passes on these expressions over each staged row of a source's table; rows that are left out are not among them.
void read_staged_values(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                        std::span<std::string const> values, Exceptions const &exceptions, model::RowSink const &sink);

} // namespace tributary::staging
