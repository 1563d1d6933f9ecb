#pragma once

#include "merge/answers/answers.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::computed {

/// Asks about columns that are counters or say which row is the last, by their values, and that a merge makes wrong: in
/// nearly every row of the sources a column is the number of rows of one table that refer to the row, or the greatest
/// id or time of these, and in some merged row it no longer is. A conflict of kind `follows` for each, unless the plan
/// computes the column or waives it.
///
/// The views must be there. Tables whose rows, and the rows that refer to them, all stay are not read. Of the others
/// each reference costs grouped passes over the table that has it: one if the table referred to has integers that may
/// count, one for each of its own times if that table has times, and one for each of its own columns that a column
/// there refers to. Each column that is proven costs two more, of which one reads the merged rows.
void ask_about_counters(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                        answers::Answers &answers);

} // namespace tributary::computed
