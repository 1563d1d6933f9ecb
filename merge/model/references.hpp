#pragma once

#include "merge/model/mapping.hpp"

#include <string>

namespace tributary::model {

/// SQL condition over the staged row: in which rows this reference of the column counts. That is its `when`; of several
/// by value the first that holds counts. Empty: in every row. `reference` is one of `column.declared`.
std::string condition_of(MappedColumn const &column, DeclaredReference const &reference);

/// True if rows of the table refer to anything, in any source: by a foreign key, or as the plan declares.
bool has_references(MappedTable const &table);

} // namespace tributary::model
