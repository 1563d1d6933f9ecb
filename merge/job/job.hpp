#pragma once

#include "merge/model/rule.hpp"
#include "merge/plan/plan.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::job {

/// A match rule with what the plan says of it.
struct ChosenMatch {
    model::MatchRule rule;
    std::optional<model::Folding> fold; ///< none: the one in force for names
    plan::MatchPlan plan;
};

/// Finds the places of ids in a text: of each the first byte, and the one after the last, in order.
using TextFinder = std::function<std::vector<std::pair<std::size_t, std::size_t>>(std::string_view)>;

/// The finder of what the one group of a regular expression of the plan finds.
using FinderOf = std::function<TextFinder(std::string const &regex)>;

/// The rules that the plan chose, passed in by the caller, which knows their names.
struct Rules {
    std::vector<ChosenMatch> match; ///< in the plan's order
    model::NamePolicy on_collision;
    std::vector<model::KeyFormat> key_formats;        ///< one for each `keys` of the plan
    std::vector<model::Folding> foldings;             ///< the weakest first
    std::vector<model::Survivorship> survivorships;   ///< all there are; the first is what no plan names
    std::vector<model::UniquePolicy> unique_policies; ///< all there are; the first holds where the plan says nothing
    std::function<bool(std::string_view)> pattern;    ///< for names; empty: any
    FinderOf finder_of = {};                          ///< for a `regex` of the plan, which is valid
};

/// What a step has done to the target.
enum class TargetChange {
    none,
    possible, ///< the commit has begun
    loaded,
};

/// Where a step reports its progress. All may be called often; neither may throw.
struct Progress {
    std::function<void(std::string const &)> say = [](std::string const &) {};
    /// Like say(), for what must not be missed.
    std::function<void(std::string const &)> warn = [](std::string const &) {};
    /// `done` of `total` rows of `task`; total < 0: unknown.
    std::function<void(std::string const &task, std::int64_t done, std::int64_t total)> rows = [](auto const &, auto,
                                                                                                  auto) {};
    /// The target as it may be shown, with what it holds; called again when that changes. What goes wrong later names
    /// it too.
    std::function<void(std::string const &target, TargetChange change)> target = [](auto const &, TargetChange) {};
};

struct Job;

/// Does the work with the same job under another plan: that with the lines of those answers only whose place in
/// Plan::answers is true.
using WithLinesOf = std::function<void(std::vector<bool> const &applied, std::function<void(Job const &)> const &work)>;

struct Job {
    plan::Plan const &plan;
    Rules const &rules;
    Progress const &progress;
    WithLinesOf with_lines_of = {}; ///< empty: the lines of all answers are taken as they are
};

} // namespace tributary::job
