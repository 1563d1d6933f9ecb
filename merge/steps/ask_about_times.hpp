#pragma once

#include "merge/answers/answers.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::steps {

/// Writes a question of kind `zone` for the columns whose times the sources write in different forms, one for all
/// columns of the same forms, until `set` makes them equal or the columns are waived.
void ask_about_times(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                     answers::Answers &answers);

} // namespace tributary::steps
