#pragma once

#include "merge/model/mapping.hpp"
#include "merge/uniqueness/settling.hpp"

namespace tributary::uniqueness {

/// Folds rows that agree in the natural key which the plan gives the table (`match`), whatever else they say, onto the
/// first of them. Rows that agree only where NULL equals NULL fold if the plan says `nulls_equal`; where it says
/// nothing, they stay and are one question (kind `nulls`). True if rows folded.
///
/// Bounded memory; O(n log n) time in the rows of the table.
bool fold_natural_keys(Settling const &with, model::MappedTable const &table);

} // namespace tributary::uniqueness
