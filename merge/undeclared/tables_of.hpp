#pragma once

#include "merge/model/schema.hpp"
#include "merge/undeclared/covered.hpp"
#include "merge/undeclared/named_after.hpp"

#include <set>
#include <string>
#include <vector>

namespace tributary::undeclared {

/// A source's catalogue, and what its users are called.
struct Catalogue {
    model::Schema const &schema;
    TableNames const &names;
    std::string const &users_word; ///< as the plan calls their table
    std::string const &users;      ///< its label
};

/// The tables whose ids it may hold: those after which it is named, and those to which columns of this name refer
/// elsewhere. What is named like a parent may be one of its own table, or of a table to which its row belongs.
/// O(tables + columns of the table).
std::vector<NamedAfter> tables_of(Covered const &covered, Catalogue const &in, model::Table const &table,
                                  model::Column const &column);

/// The tables to which the name of a number points, though not as that of an id: `proj` and project_no beside projects,
/// and users for author_no. Not its own.
std::set<model::KeyColumn> hinted_tables(Catalogue const &in, model::Table const &table, model::Column const &column);

} // namespace tributary::undeclared
