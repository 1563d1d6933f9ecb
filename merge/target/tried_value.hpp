#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/mapping.hpp"
#include "merge/model/value.hpp"

#include <string>

namespace tributary::target {

/// Why the target's column does not take this value in a row of the source: its type, NOT NULL, its domain, or a CHECK
/// over nothing else. Empty: it does. What is made in the target for it is dropped with the transaction.
std::string why_not_taken(databases::Target &target, model::MappedTable const &table, model::MappedSource const &source,
                          std::string const &column, model::Value const &value);

} // namespace tributary::target
