#pragma once

#include "merge/schema_diff/drift.hpp"

#include <vector>

namespace tributary::schema_diff {

/// The unique keys of a source's table that the target's lacks, and that none of its keys implies. Of one engine.
std::vector<model::UniqueKey> lost_keys(model::Table const &from, model::Table const &to);

/// What `source` enforces or computes and the target does not: foreign keys, unique keys, views, triggers, functions,
/// sequences that no column has. Appended to `result`.
void compare_rules(plan::Plan const &plan, DriftSource const &source, model::Schema const &target,
                   std::vector<model::Drift> &result);

} // namespace tributary::schema_diff
