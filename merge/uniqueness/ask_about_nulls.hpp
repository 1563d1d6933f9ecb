#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::uniqueness {

/// Writes a question of kind `nulls` for each [[unique]] of the plan that does not say `nulls_equal` and under which
/// rows of several sources would be equal only if NULL equals NULL: an inbox without a parent, which a merged user has
/// twice. Not where a source has such rows itself, and not about rows in which all columns are NULL.
void ask_about_nulls(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                     answers::Answers &answers);

} // namespace tributary::uniqueness
