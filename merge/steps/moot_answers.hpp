#pragma once

#include "merge/model/facts.hpp"
#include "merge/model/mapping.hpp"
#include "merge/plan/answer.hpp"
#include "merge/staging/staging.hpp"

#include <string>

namespace tributary::steps {

/// True if the answer says that the account in question gets another name, whoever keeps the one that it has.
bool takes_new_name(plan::Answer const &answer);

/// The answer that has settled the question of another one.
struct SettledBy {
    std::string words = "another answer"; ///< in sentences: `answers.csv:3 (separate)`
    bool may_keep_row = true;             ///< it may be about the row of that question, and say that it stays
};

/// How everything that is decided differs from what an answer says, whose question another answer has settled; empty
/// if it does not. An accepted new name is no wish of its own: it is not needed where the name is not given up; nor is
/// it to leave a row out that has nothing to give way to any more.
std::string contradiction(staging::Staging const &staging, model::Mapping const &mapping, plan::Answer const &answer,
                          model::ConflictFact const &question, SettledBy const &by);

} // namespace tributary::steps
