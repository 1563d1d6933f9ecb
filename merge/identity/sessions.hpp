#pragma once

#include "merge/answers/answers.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::identity {

/// Asks about each table of short-lived tokens once (kind `session`), unless the plan says `load`, true or false.
void ask_about_sessions(plan::Plan const &plan, staging::Staging const &staging, model::Mapping const &mapping,
                        answers::Answers &answers);

} // namespace tributary::identity
