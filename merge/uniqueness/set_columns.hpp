#pragma once

#include "merge/staging/decisions.hpp"
#include "merge/staging/duplicates.hpp"
#include "merge/uniqueness/key_rows.hpp"
#include "merge/uniqueness/settling.hpp"

namespace tributary::uniqueness {

/// Gives the row what the plan's `set` says, in place of what it has. False if it has all of that already.
bool set_columns(staging::Staging const &staging, staging::DecisionWriter &writer, KeyRows const &rows,
                 staging::DuplicateRow const &row);

/// Gives the row what an answer `set:column=value` says; the value NULL is NULL. Why that cannot be done; empty if it
/// is done.
std::string set_by_answer(Settling const &with, KeyRows const &rows, staging::DuplicateRow const &row,
                          plan::Answer const &answer);

/// True if a value can take the row out of the key: one of the columns that the key is made of is neither an id nor a
/// reference. A column that the target computes is made of others, which may be none.
bool may_leave_key(plan::Plan const &plan, KeyRows const &rows, staging::DuplicateRow const &row);

/// Throws model::Error 78 for a column of `set` that is not there, or that no rule may change.
void check_set(plan::Plan const &plan, model::MappedTable const &table, plan::OnConflictPlan const &rule);

} // namespace tributary::uniqueness
