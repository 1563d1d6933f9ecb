#pragma once

#include "merge/model/mapping.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
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

/// A column whose values name rows.
struct RowNames {
    model::KeyColumn of;  ///< the id that the values are; the column itself if it refers to nothing
    bool shifted = false; ///< each source assigns these ids itself: equal numbers of two sources mean nothing
};

/// What the values of the column name, in any source; nullopt of values that are no ids and refer to nothing.
/// `numbered` is numbered_columns().
std::optional<RowNames> rows_named_by(model::MappedTable const &table, std::string const &column,
                                      std::map<model::KeyColumn, std::int64_t> const &numbered);

/// `column "a.b" is an id`, or `column "a.b" refers to "c.d"`.
std::string describe(RowNames const &names, model::KeyColumn const &column);

} // namespace tributary::mapping
