#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"

#include <cstdint>
#include <map>
#include <string>

/// What `on_conflict` cannot do, whatever the key is: model::Error 78 that points into the plan.
namespace tributary::uniqueness {

/// A reference by several columns follows each by itself: one row's new value would reach those that refer to others.
void refuse_part_of_reference(job::Job const &job, model::Mapping const &mapping, std::string const &label,
                              plan::OnConflictPlan const &rule);

/// The greatest id is not the newest row: those of a later source are shifted beyond those of the first.
void refuse_order_of_ids(job::Job const &job, model::MappedTable const &table, plan::OnConflictPlan const &rule,
                         std::map<model::KeyColumn, std::int64_t> const &numbered);

} // namespace tributary::uniqueness
