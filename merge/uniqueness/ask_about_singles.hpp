#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::uniqueness {

/// Asks about each single() of which the target would have several, one question of kind `single` each. To be called
/// when rows are decided.
void ask_about_singles(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                       answers::Answers &answers);

} // namespace tributary::uniqueness
