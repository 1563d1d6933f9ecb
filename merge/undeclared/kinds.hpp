#pragma once

#include "merge/model/mapping.hpp"
#include "merge/undeclared/suspects.hpp"

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace tributary::undeclared {

/// One column in every source that has it, and what was counted there.
using Counts = std::vector<std::pair<Suspect const *, Tally>>;

/// What was counted of each kind in all sources.
std::map<std::string, Tally::Of> kinds_of(Counts const &counts);

/// True if the different ids of this kind are a few or more, and half of them are rows of the table. `kinds` is
/// kinds_of().
bool holds_ids(std::map<std::string, Tally::Of> const &kinds, std::string const &kind, model::KeyColumn const &table);

/// The tables that kinds mean whose names say nothing (`Goose`, 17): a few different ids or more, and all of them are
/// rows of it. Empty if that does not explain 9 of 10 values.
std::map<std::string, model::KeyColumn> kinds_by_values(Counts const &counts);

/// `; unknown kinds: Robot, Page` and the like: the operator may know them. Empty if all are `known`.
std::string unknown_kinds(Counts const &counts, std::set<std::string> const &known);

} // namespace tributary::undeclared
