#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tributary::trial {

/// Which values rows have that are only looked at.
enum class Look {
    merged, ///< those that the target will hold
    own,    ///< those of the source, or that `set` computes over its row
};

/// A scratch table of the target (Target::scratch_table()) with the rows of all sources, but for those that fold or are
/// left out. "tributary.source" is the place in `table.sources`, "tributary.row" the row's number in staging. Has all
/// columns if one of `columns` is generated. Throws model::Error 65 that names the row for a value that its column does
/// not take.
model::Table fill_scratch(databases::Target &target, staging::Staging const &staging, model::MappedTable const &table,
                          std::vector<std::string> const &columns, staging::Exceptions const &exceptions, Look look);

/// The same with the rows of these sources only, as far as `takes` says; `places` are those in `table.sources`.
model::Table fill_scratch(databases::Target &target, staging::Staging const &staging, model::MappedTable const &table,
                          std::vector<std::string> const &columns, staging::Exceptions const &exceptions,
                          std::vector<std::size_t> const &places,
                          std::function<bool(std::size_t place, std::int64_t row)> const &takes);

} // namespace tributary::trial
