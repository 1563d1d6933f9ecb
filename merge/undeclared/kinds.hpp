#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"
#include "merge/undeclared/suspects.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tributary::undeclared {

/// One column in every source that has it, and what was counted there.
using Counts = std::vector<std::pair<Suspect const *, Tally>>;

/// The tables that kinds mean.
struct KindTables {
    std::map<std::string, model::KeyColumn> tables;
    std::vector<std::pair<std::string, model::KeyColumn>> rivals; ///< what a kind may mean as well
};

/// What was counted of each kind in all sources.
std::map<std::string, Tally::Of> kinds_of(Counts const &counts);

/// Of the different ids of one kind, those that are rows of the table.
std::size_t hits_of_kind(Tally::Of const &of, model::KeyColumn const &table);

/// True if the different ids of this kind are a few or more, and half of them are rows of the table. `kinds` is
/// kinds_of().
bool holds_ids(std::map<std::string, Tally::Of> const &kinds, std::string const &kind, model::KeyColumn const &table);

/// The same counts, with what was counted by one of the columns that may be of kinds.
Counts with_kinds(Counts counts, std::string const &kind_column);

/// The number of the rows of a kind that is called like a table: its primary key, if that is one shifted column.
std::optional<model::KeyColumn> table_of_kind_with_number(plan::Plan const &plan, model::Schema const &schema,
                                                          std::string const &kind);

/// The tables that kinds mean whose names say nothing (`Goose`, 17): a few different ids or more, and all of them are
/// rows of it; of several such tables the smallest, and `users` before others of their size. Empty if that does not
/// explain 9 of 10 values.
std::map<std::string, model::KeyColumn> kinds_by_values(Counts const &counts, model::KeyColumn const &users);

/// The same for the keys of settings: the users' id or name, or the table, that a key's own name and all but a few of
/// its values speak for; of several that have as many the smallest, and the others are its rivals.
KindTables keys_that_refer(Counts const &counts);

/// `kind = 'Post'`, as its values are stored: 0 is no '0', and NULL equals nothing. `type` is that of the column of
/// kinds.
std::string is_of_kind(Tally::Of const &of, std::string const &kind, model::Engine engine, std::string const &type);

/// A kind for people: its first 60 bytes, on one line.
std::string shown_kind(std::string const &kind);

/// `; unknown kinds: Robot, Page` and the like: the operator may know them. Empty if all are `known`.
std::string unknown_kinds(Counts const &counts, std::set<std::string> const &known);

} // namespace tributary::undeclared
