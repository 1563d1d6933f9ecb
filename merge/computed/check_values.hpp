#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"

#include <set>
#include <string>

namespace tributary::computed {

/// Sees that each `value` of the plan is for a column that nothing else decides. Throws model::Error 78 that points at
/// it: the table is not loaded or has no such column; it is an id, a part of a key, a privilege, the users' name, or
/// what another key of the plan is about.
void check_values(job::Job const &job, model::Mapping const &mapping);

/// The columns that have a `value`.
std::set<model::KeyColumn> columns_with_value(plan::Plan const &plan);

/// True if a unique key or an exclusion constraint of the target is over the column, or over an expression or some rows
/// of which it says which they are; or [[unique]] is.
bool is_part_of_unique_key(plan::Plan const &plan, model::MappedTable const &table, std::string const &column);

} // namespace tributary::computed
