#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::claimants {

/// Adds to the evidence of each open question about few rows what a person has to know of them: the accounts that own
/// them, how many rows of which tables refer to each, and what a decision does with these; of accounts their login keys
/// and, where it is asked who they are, columns of the users table in which they agree or differ. Nothing of a secret.
///
/// Call it when all is decided. Costs one pass over each table that refers to one with rows in question, however many
/// these are, and nothing where no question is about rows.
void describe(job::Job const &job, staging::Staging const &staging, model::Mapping const &mapping);

} // namespace tributary::claimants
