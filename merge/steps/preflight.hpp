#pragma once

#include "merge/job/job.hpp"
#include "merge/model/schema.hpp"
#include "merge/staging/staging.hpp"
#include "merge/trial/live_source.hpp"

#include <vector>

namespace tributary::steps {

/// The columns that a snapshot copies: those that the database does not compute.
std::vector<model::Column> stored_columns(model::Table const &table);

/// Throws model::Error 78 for an answer that names a source or an account that does not exist. Asks the sources for the
/// accounts that answers name, and for nothing else.
void refuse_unknown_answers(job::Job const &job, std::vector<trial::LiveSource> &sources);

/// Refuses whatever resolve would refuse of the target (its rights, what it holds, `create`, `before`, `after`), and of
/// the plan over the schemas of sources and target, whatever the rows are. Reads at most one row of a table. `staging`
/// is a new file outside of a transaction, and is left as it was. `create` are the scripts of the sources, in the
/// plan's order.
void refuse_before_copying(job::Job const &job, std::vector<trial::LiveSource> &sources,
                           std::vector<model::CreateScript> const &create, staging::Staging &staging);

} // namespace tributary::steps
