#pragma once

#include "merge/model/mapping.hpp"
#include "merge/undeclared/kinds.hpp"

#include <map>
#include <string>

namespace tributary::undeclared {

/// What kinds mean of which no name says anything (`target` beside 0 and 1): in two sources the numbers of each kind
/// are nearly all the ids of a table, another for one kind than for another, and would not be if they were drawn like
/// those of the other kinds. Of several such tables the smallest, and `users` before others of their size; the others
/// are its rivals. Kinds of a few numbers mean the only table that has them all. Empty if that does not explain 9 of 10
/// values. `counts` are those beside one column of kinds, and `known` the kinds whose names say what they mean: beside
/// one of these another is enough, and the rest need no explanation. O(sources * kinds * tables).
KindTables kinds_by_use(Counts const &counts, model::KeyColumn const &users,
                        std::map<std::string, model::KeyColumn> const &known = {});

} // namespace tributary::undeclared
