#pragma once

#include "merge/staging/staging.hpp"

#include <optional>
#include <set>
#include <string>
#include <utility>

namespace tributary::staging {

/// Columns of which neither a report nor a message shows a value: their table's label, and their name. An empty name
/// stands for the key by which rows of the table are named.
using NotShown = std::set<std::pair<std::string, std::string>>;

/// Kept with what is decided, for whoever reads the facts later.
void write_not_shown(Staging const &staging, NotShown const &columns);
NotShown read_not_shown(Staging const &staging);

/// The value, or that it is not shown; NULL stays NULL.
std::optional<std::string> shown_value(NotShown const &hidden, std::string const &label, std::string const &column,
                                       std::optional<std::string> value);

/// The key of a row, or that it is not shown; where it stands behind `source/table#`, only that.
std::string shown_row(NotShown const &hidden, std::string const &label, std::string row);

} // namespace tributary::staging
