#pragma once

#include "merge/model/mapping.hpp"

namespace tributary::uniqueness {

/// What to do about an exclusion constraint: which rows it would refuse is the only thing of a target that is not
/// predicted.
inline constexpr auto exclusion_way_out =
    "drop it in the script that `after` names, and add it again when the rows are in";

/// Whether any source has rows for the table.
bool has_rows(model::MappedTable const &table);

/// Throws model::Error 65 for the first table with rows and an exclusion constraint.
void refuse_exclusions(model::Mapping const &mapping);

} // namespace tributary::uniqueness
