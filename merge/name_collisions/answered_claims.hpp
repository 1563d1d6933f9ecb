#pragma once

#include "merge/answers/answers.hpp"
#include "merge/identity/people.hpp"
#include "merge/name_collisions/name_questions.hpp"
#include "merge/name_collisions/names.hpp"

#include <set>
#include <vector>

namespace tributary::name_collisions {

/// What the operator's answers say of who claims a name.
struct AnsweredClaims {
    std::vector<identity::Join> joins;     ///< the two claimants are one person
    std::set<model::AccountIndex> keepers; ///< with whom a name stays, though others have the stronger claim
};

/// Of answers that keep one name with several accounts, none is obeyed.
AnsweredClaims answered_claims(NameQuestions const &questions, std::vector<Collision> const &collisions,
                               answers::Answers &answers);

} // namespace tributary::name_collisions
