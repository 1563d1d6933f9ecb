#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <set>

namespace tributary::staging {

/// Counts the rows that refer to each folded row and are not left out (table moved_reference), by foreign keys and
/// declared references by value, of every table but the users, whose rows the report of merges is about. Costs one pass
/// over each table that refers to one in which rows fold.
///
/// A column counts once, though several declare what it refers to. `computed` are columns whose values are made from
/// the merged rows: what the source has in them refers to nothing.
void write_moved_references(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions,
                            std::set<model::KeyColumn> const &computed);

} // namespace tributary::staging
