#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/value.hpp"

#include <string>

namespace tributary::identity {

/// A value of a column for a cell of a report, on one line: shortened, texts in quotes, and nothing of a secret.
std::string shown_value(model::MappedTable const &table, std::string const &column, model::Value const &value);

} // namespace tributary::identity
