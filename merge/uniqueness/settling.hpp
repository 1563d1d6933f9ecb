#pragma once

#include "merge/answers/answers.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/uniqueness/search.hpp"

namespace tributary::uniqueness {

/// What every key of a run is settled with.
struct Settling {
    job::Job const &job;
    staging::Staging const &staging;
    model::Mapping const &mapping;
    UniqueSearch &search;
    answers::Answers &answers;
    staging::DecisionWriter &writer;
};

} // namespace tributary::uniqueness
