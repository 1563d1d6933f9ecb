#pragma once

#include "merge/model/drift.hpp"
#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace tributary::schema_diff {

/// A source as the comparison sees it.
struct DriftSource {
    std::string name;
    model::Schema const &schema;                   ///< in the target's terms
    std::map<std::string, std::int64_t> rows = {}; ///< of each table; one that is not here has some
};

/// Sources and target compared, table by table and column by column: what is missing on either side, types,
/// nullability, defaults, lengths, collations, labels of enums, checks, unique keys, generated columns. What the plan
/// resolves already (`set`, `drop`, `load = false`) is not a difference. Missing tables first, then by table and
/// source.
///
/// Between different engines, types, defaults and collations are not compared: the value goes through the target's
/// input. O(columns).
std::vector<model::Drift> drift(plan::Plan const &plan, std::span<DriftSource const> sources,
                                model::Schema const &target);

/// What the target requires of the values beyond what the source requires: only columns whose values might not fit. The
/// users' name is not among them, as it is cut to fit.
std::vector<model::Limit> limits(plan::Plan const &plan, std::span<DriftSource const> sources,
                                 model::Schema const &target);

} // namespace tributary::schema_diff
