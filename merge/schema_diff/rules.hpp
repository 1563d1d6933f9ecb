#pragma once

#include "merge/schema_diff/drift.hpp"

#include <vector>

namespace tributary::schema_diff {

/// An exclusion constraint as a key: only the target can say which rows it rejects, as with a key over expressions.
model::UniqueKey key_of(model::Exclusion const &exclusion);

/// The unique keys and exclusion constraints of a source's table that the target's lacks, and that none of its keys
/// implies. Of one engine.
std::vector<model::UniqueKey> lost_keys(model::Table const &from, model::Table const &to);

/// The conditions of a source's table that the target's does not have, however they are written. Of one engine.
std::vector<model::Check> lost_checks(model::Table const &from, model::Table const &to);

/// What `source` enforces or computes and the target does not, or does otherwise: conditions, foreign keys, unique
/// keys, generated columns, views, triggers, functions, policies, types and the like, sequences that no column has.
/// Objects of one kind are one difference. Appended to `result`.
void compare_rules(plan::Plan const &plan, DriftSource const &source, model::Schema const &target,
                   std::vector<model::Drift> &result);

} // namespace tributary::schema_diff
