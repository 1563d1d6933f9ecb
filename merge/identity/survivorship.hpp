#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"

#include <string>
#include <vector>

namespace tributary::identity {

/// The rule of this name, which the plan was checked for.
model::Survivorship const &rule_named(job::Rules const &rules, std::string const &name);

/// All columns whose differences say something: not the row's own id, and not the users' name, which has its own rules.
std::vector<model::Column> compared_columns(model::MappedTable const &table);

/// True of PostgreSQL's types whose values, as it prints them, are in the order of their texts, or that are read as
/// numbers.
bool is_ordered_as_text(std::string const &type);

/// How values of the target's column compare.
model::SurvivorshipContext compared_as(model::Column const &column);

/// Throws model::Error 78 where a survivorship of the plan cannot be applied to its column: there is no such column, a
/// source lacks it, it refers to rows and would be computed, or its type has an order that its text does not show.
void check_survivorship(job::Job const &job, model::MappedTable const &table,
                        std::vector<plan::SurvivorshipPlan> const &rules);

} // namespace tributary::identity
