#pragma once

#include "merge/answers/answers.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::undeclared {

/// Asks (kind `uncovered`) about columns that nothing declares and whose values are those of a unique key of another
/// table, in which the plan's policies gave rows other values: `menu.page_slug` holds `faq`, and the page is `faqtmp`
/// now. Three different values, and nearly all of them, have to be those of the key; of numbers the column's name has
/// to say it too. Where the key has several columns, the table has to have the others, and values are compared together
/// with these. Users' names are not among them: find_uncovered() sees these. Call it when rows are decided; costs
/// nothing where no values were given, and else a pass over each column whose first values are those of the key.
void ask_about_copied_keys(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                           answers::Answers &answers);

} // namespace tributary::undeclared
