#pragma once

#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/staging.hpp"

#include <string>

namespace tributary::mapping {

/// The table must be there.
staging::StagedTable const &staged_table(staging::StagedSource const &source, std::string const &label);

/// A column's name in the staging file.
std::string staged_column(staging::StagedSource const &source, model::Table const &table, std::string const &name);

/// How the plan's conditions see the table.
staging::ConditionScope condition_scope(plan::Plan const &plan, staging::StagedSource const &source,
                                        model::Table const &table);

} // namespace tributary::mapping
