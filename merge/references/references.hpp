#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/schema.hpp"

#include <span>
#include <string>
#include <vector>

namespace tributary::references {

using model::Chain;
using model::KeyColumn;

/// One catalogue's references, followed to their ends.
///
/// A column in several foreign keys follows the one with the fewest columns; whether all of them end in the same place
/// is for the caller to ask with ends(). A circle of references ends at its smallest column. O(foreign keys × length).
Chain chain_of(model::Schema const &schema, std::string const &table, std::string const &column);

/// Where the foreign keys of a column end, each place once, in order.
std::vector<KeyColumn> ends(model::Schema const &schema, std::string const &table, std::string const &column);

/// True if the column's values are numbers that its database hands out: the only column of the primary key, or fed by a
/// sequence and unique. Such a column that refers to nothing is shifted into its source's id range.
bool is_numbered(model::Table const &table, model::Column const &column);

/// True if each of the table's rows differs from every other in these columns already in the source: it has a plain
/// unique key over some of them. NULLs count as different, unless the key says otherwise.
bool unique_in_source(model::Table const &table, std::span<std::string const> columns);

/// Labels of the tables, those that are referred to before those that refer to them as far as there are no circles;
/// otherwise by label. O(tables × keys).
std::vector<std::string> parents_first(model::Schema const &schema);

} // namespace tributary::references
