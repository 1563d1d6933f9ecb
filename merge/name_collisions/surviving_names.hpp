#pragma once

#include "merge/identity/people.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"

#include <map>

namespace tributary::name_collisions {

/// By survivor, the account whose name the plan's `survivorship` of the name chooses for an identity of several
/// accounts, where that is another name than the survivor's. Accounts without a name are not chosen. Empty where the
/// plan has no rule for the name.
std::map<model::AccountIndex, model::AccountIndex> surviving_names(job::Job const &job, staging::Staging const &staging,
                                                                   identity::Accounts const &accounts,
                                                                   model::MappedTable const &users,
                                                                   identity::People const &people);

/// `newest(last_login)`, as the plan says it of the name; empty if it says nothing.
std::string rule_of_name(plan::Plan const &plan);

} // namespace tributary::name_collisions
