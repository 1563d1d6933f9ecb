#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/schema.hpp"

namespace tributary::model {

/// By its type: integers, decimals and floating-point numbers of both engines.
bool is_number(Column const &column);

/// True if a value of a source and one of the target say the same in this column of the target, however the engines
/// hold them: 1, 1.00 and '1.0' in a column of numbers, 1 and 't' in a boolean. Texts are compared byte by byte, and
/// numbers by all their digits. NULL says the same as NULL.
bool same_value(Cell const &a, Cell const &b, Column const &column);

} // namespace tributary::model
