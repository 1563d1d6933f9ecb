#pragma once

#include "merge/identity/people.hpp"
#include "merge/model/mapping.hpp"
#include "merge/naming/names.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tributary::naming {

/// A survivor whose name is contested, or does not fit the target.
struct NameDecision {
    model::AccountIndex account;
    model::AccountIndex keeper;          ///< of the name; the account itself where nobody contests it
    std::string contested;               ///< the name as the keeper has it
    std::optional<std::string> new_name; ///< none: undecided
    std::string rule;
    std::string reason;
};

/// The answer to every contested name, and to every name that is too long for the target, in the order of the names.
/// First the operator's, then the plan's policy. Adds to the questions of `people` what is left.
///
/// `again` becomes true if the operator says of two claimants that they are one person: then identities have to be made
/// anew, and this be asked again.
std::vector<NameDecision> decide_names(job::Job const &job, staging::Staging const &staging,
                                       identity::Accounts &accounts, model::Mapping const &mapping,
                                       identity::People &people, job::Answers &answers, bool &again);

} // namespace tributary::naming
