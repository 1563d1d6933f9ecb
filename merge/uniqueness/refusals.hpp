#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"

#include <cstdint>
#include <map>
#include <string>

/// What `on_conflict` cannot do, whatever the key is: model::Error 78 that points into the plan.
namespace tributary::uniqueness {

/// A column of the table that is one of several by which rows refer to it together, and the table that does so.
struct PartOfReference {
    std::string column;
    std::string by;
};
/// The first such column among these; nullopt: none of them is.
std::optional<PartOfReference> part_of_reference(model::Mapping const &mapping, std::string const &label,
                                                 std::vector<std::string> const &columns);

/// A reference by several columns follows each by itself: one row's new value would reach those that refer to others.
void refuse_part_of_reference(job::Job const &job, model::Mapping const &mapping, std::string const &label,
                              plan::OnConflictPlan const &rule);

/// The greatest id is not the newest row: those of a later source are shifted beyond those of the first.
void refuse_order_of_ids(job::Job const &job, model::MappedTable const &table, plan::OnConflictPlan const &rule,
                         std::map<model::KeyColumn, std::int64_t> const &numbered);

} // namespace tributary::uniqueness
