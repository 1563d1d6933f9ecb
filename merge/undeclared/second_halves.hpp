#pragma once

#include "merge/model/schema.hpp"
#include "merge/undeclared/covered.hpp"
#include "merge/undeclared/named_after.hpp"

#include <set>
#include <string>

/// Tables whose rows are the second halves of others' rows, and have their numbers: user_profiles of users.
namespace tributary::undeclared {

/// The labels of the tables after which the table is named, as user_profiles is after users. A word for a person
/// (`profiles`, `member_settings`) leads to the users too.
std::set<std::string> extended_by(TableNames const &names, model::Table const &table, std::string const &users);

/// The labels of the tables of which it is no second half: those to which its columns but `id` refer, by a key or by
/// their names, or by those of two parts of a key together (`repo_id` and `from_slug` of pages with `repo_id` and
/// `slug`), and those that are named after it.
std::set<std::string> no_first_halves(TableNames const &names, Covered const &covered, model::Table const &table,
                                      std::string const &id, std::string const &users);

} // namespace tributary::undeclared
