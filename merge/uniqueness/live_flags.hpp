#pragma once

#include "merge/databases/source.hpp"
#include "merge/model/schema.hpp"
#include "merge/uniqueness/singles.hpp"

namespace tributary::uniqueness {

/// Counts rows of a live table, under the names of its database, and those in which the flag is set; each by a query
/// that ends after two rows. Without a flag only rows are counted.
FlagCount count_live(databases::Source &database, model::Table const &table, model::Column const *flag);

} // namespace tributary::uniqueness
