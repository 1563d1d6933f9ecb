#pragma once

#include <optional>
#include <string>
#include <vector>

namespace tributary::testing {

/// What a query gave, as text: an empty optional is NULL, an empty string is an empty string.
using Row = std::vector<std::optional<std::string>>;
using Rows = std::vector<Row>;

} // namespace tributary::testing
