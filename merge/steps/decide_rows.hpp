#pragma once

#include "merge/answers/answers.hpp"
#include "merge/identity/decide_values.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <set>
#include <span>
#include <string>

namespace tributary::steps {

/// Decides about each table's references, folds the rows of lookup tables by their natural keys, lets `values` decide
/// what of folded rows stays, and looks for rows that would share a unique key of the target. Identical ones fold onto
/// the first of them; what becomes of different ones the operator's answers say, or the plan's policy; else they are
/// conflicts. What that does to the rows that refer to them is looked at in turn, until nothing changes.
void decide_rows(job::Job const &job, staging::Staging const &staging, std::span<staging::StagedSource const> sources,
                 model::Mapping const &mapping, identity::ValueDecider const &values, answers::Answers &answers);

/// The same for these tables and those that these columns of the users refer to, and for all that they refer to, as far
/// as none of them refers to users: which of their rows are one does not depend on who is one person. decide_rows()
/// finds them decided.
void decide_lookups(job::Job const &job, staging::Staging const &staging,
                    std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                    identity::ValueDecider const &values, answers::Answers &answers,
                    std::set<std::string> const &columns_of_users, std::set<std::string> const &tables);

} // namespace tributary::steps
