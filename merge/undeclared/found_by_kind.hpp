#pragma once

#include "merge/model/coverage.hpp"
#include "merge/undeclared/kinds_inside.hpp"
#include "merge/undeclared/lines_of_place.hpp"
#include "merge/undeclared/suspects.hpp"

#include <optional>
#include <span>
#include <string>

/// What is found at a place in documents where a member beside the ids says of which kind they are.
namespace tributary::undeclared {

/// With an entry for each kind, whose path has a filter. `what` is what is there: `numbers at $[*].id in JSON`.
model::UncoveredColumn of_kinds(std::span<CoverageSource const> sources, LinesOfPlace const &lines,
                                std::string const &what, InsideCounts const &counts, KindsInside const &kinds);

/// Changes what was found to entries for each kind, as the member says, and each table whose ids they may be.
void propose_by_kind(LinesOfPlace const &lines, InsideCounts const &counts, KindMember const &member,
                     model::UncoveredColumn &found);

/// What the filters of the plan do not take, as no entry says what it is. Nothing: they take all.
std::optional<model::UncoveredColumn> of_other_kinds(std::span<CoverageSource const> sources, LinesOfPlace const &lines,
                                                     std::string const &what, InsideCounts const &counts);

} // namespace tributary::undeclared
