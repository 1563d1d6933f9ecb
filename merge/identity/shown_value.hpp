#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/value.hpp"

#include <string>

namespace tributary::identity {

/// A value for somebody who has to decide, on one line: texts in quotes, long ones cut in the middle, booleans as
/// `true` and `false`. Of a column that holds secrets, and of a value that is one by its looks, only whether there is
/// one.
std::string shown_value(model::MappedTable const &table, std::string const &column, model::Value const &value);

} // namespace tributary::identity
