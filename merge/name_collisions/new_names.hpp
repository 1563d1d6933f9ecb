#pragma once

#include "merge/identity/people.hpp"
#include "merge/model/mapping.hpp"
#include "merge/name_collisions/contest.hpp"
#include "merge/name_collisions/names.hpp"

#include <optional>
#include <string>
#include <vector>

namespace tributary::name_collisions {

/// A survivor whose name is contested, taken by something else or too long for the target, or whom an answer renames.
struct NameDecision {
    model::AccountIndex account;
    model::AccountIndex keeper;          ///< of the name; the account itself if it is not contested
    std::string contested;               ///< the name as the keeper has it
    std::optional<std::string> new_name; ///< none: undecided
    std::string rule;
    std::string reason;
    std::string taken_in = {}; ///< where else the name is taken: `source/table.column`
    bool needs_answer = false; ///< no policy decides: the name is the empty text, or what has it is of a source that
                               ///< comes later, or the target refuses the name that the policy finds
    std::string refused = {};  ///< by a CHECK of the target: the name that the policy finds
};

/// The names that accounts end with, or what has to be known first.
struct NewNames {
    std::vector<NameDecision> decisions; ///< in the order of the names
    std::vector<model::ConflictFact> questions;
    /// Claimants of a name of which the operator says that they are one person. Not empty: identities have to be made
    /// again, and nothing else is decided.
    std::vector<identity::Join> joins;
};

/// The answer to every contested name, to every name that something else has, and to every name that is too long for
/// the target. First the operator's, who may rename any account, then the plan's policy; what neither decides is asked.
NewNames decide_names(job::Job const &job, staging::Staging const &staging, identity::Accounts &accounts,
                      model::Mapping const &mapping, identity::People const &people, Contest const &contest,
                      answers::Answers &answers);

} // namespace tributary::name_collisions
