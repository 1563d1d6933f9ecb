#pragma once

#include "merge/model/mapping.hpp"
#include "merge/undeclared/judgement.hpp"
#include "merge/undeclared/kinds.hpp"

#include <optional>
#include <string>

namespace tributary::undeclared {

/// What the values of a column mean in the rows of some kinds, as a column beside it says.
struct SplitByKind {
    std::string kind_column;
    KindTables kinds;             ///< of the rest nothing is known
    bool may_be_one_table = true; ///< nearly all values are ids of `target` as well
};

/// For a column that most probably refers to `target`, though no column of kinds is known: the column beside it by
/// whose values the ids differ. Nearly all are ids of the target, but those of some kinds avoid what a smaller table
/// does not have; or one in ten is none, and the kinds have tables of their own, or those of some kinds alone are ids
/// of the target. Nothing: no such column. `counts` are those of Tally::loose_kinds. O(columns * kinds * tables).
std::optional<SplitByKind> split_by_kind(Counts const &counts, Target const &target, Counted const &counted,
                                         model::KeyColumn const &users);

} // namespace tributary::undeclared
