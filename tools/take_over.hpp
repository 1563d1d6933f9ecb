#pragma once

#include "merge/job/job.hpp"
#include "merge/plan/plan.hpp"
#include "tools/options.hpp"

namespace tributary::tools {

/// Decisions that the operator has written into the conflicts file go into the file of answers (Plan::answers_file),
/// behind what is there, in the place of answers to the same questions that the last resolve did not obey. True if any
/// did: the plan is to be read anew.
///
/// Throws model::Error 78 for what is no answer, or not one that its question takes, for lines that do not fit the
/// plan, and where the file of answers decides a question differently and is not known not to be obeyed; 73 if it
/// cannot be written. Nothing is written then.
bool take_over_decisions(Options const &options, plan::Plan const &plan, plan::Choices const &choices,
                         job::Progress const &progress);

} // namespace tributary::tools
