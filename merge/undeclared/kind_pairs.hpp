#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/undeclared/kinds_by_use.hpp"
#include "merge/undeclared/suspects.hpp"

#include <map>
#include <span>
#include <string>

namespace tributary::undeclared {

/// A column of kinds, and what they mean where that is known already. Otherwise the names or the values of the kinds
/// say it.
struct KindPair {
    std::string kind_column;
    KindTables known;
};

/// For the columns whose values have turned out to be ids of rows of different kinds: the column that says of which. In
/// one table a column of kinds belongs to one other, or to several that are named after users' roles.
std::map<model::KeyColumn, KindPair> pairs_by_value(plan::Plan const &plan, std::span<CoverageSource const> sources,
                                                    std::span<Suspect const> suspects, std::span<Tally const> tallies);

} // namespace tributary::undeclared
