#pragma once

#include "merge/plan/plan.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/suspects.hpp"

#include <map>
#include <set>
#include <span>
#include <string>

namespace tributary::undeclared {

/// What is known of columns, from any source: a column means the same in every service.
struct Covered {
    std::set<references::KeyColumn> wholly;
    std::set<references::KeyColumn> partly;                          ///< for the rows of which some `when` is true
    std::set<references::KeyColumn> partly_by_value;                 ///< of these where the value itself is the id
    std::map<references::KeyColumn, std::set<DeclaredPlace>> inside; ///< places in the value
    std::set<references::KeyColumn> user_ids;                        ///< users' ids, and what refers to them
    std::map<std::string, references::KeyColumn> user_columns;       ///< by stem_of(): columns that refer to users' ids
    std::map<std::string, std::set<references::KeyColumn>> other_columns; ///< by stem_of(): what others refer to
    std::map<std::string, std::set<references::KeyColumn>> parents; ///< by table: what its rows refer to, not users
    std::set<std::string> referred_to;                              ///< tables to which others refer
    std::set<std::string> keyed; ///< things that have a table with a number of its own, in the singular, except users
};

/// O(columns + references).
Covered covered_columns(plan::Plan const &plan, std::span<CoverageSource const> sources, model::Schema const &target);

/// True if this is the name of a thing that has a table with numbers of its own, or ends in one: where there is a table
/// of actors, an actor is one of them, and so is a first_actor.
bool is_other_thing(Covered const &covered, std::string const &thing);

/// True if a table has a column of this name in its primary key beside the number of the row, and nothing says that it
/// refers to a row: it says in which part of the table a row lies, as `partition_id` does.
bool is_partition_key(model::Schema const &schema, Covered const &covered, std::string const &name);

/// A column's name without a number at its end: seconder of seconder_1.
std::string stem_of(std::string const &column);

inline references::KeyColumn key_of(plan::ColumnName const &name) { return {name.table, name.column}; }

} // namespace tributary::undeclared
