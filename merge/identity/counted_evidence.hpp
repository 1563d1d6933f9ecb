#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::identity {

/// Throws model::Error 78 where `keys`, a rule of `match`, or the `match` of a table whose rows say more than that,
/// which is one column, compares values that two sources have counted up
/// themselves, whatever the schema says of them (members' numbers, cards' numbers as text), and the plan does not say
/// `shared`. Two rows of one number that agree in another column too, such as the name, are evidence that the numbers
/// mean the same: then nothing is refused if half of them do. O(values log values).
void refuse_counted_evidence(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping);

} // namespace tributary::identity
