#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/job/job.hpp"
#include "merge/model/facts.hpp"
#include "merge/model/mapping.hpp"
#include "merge/name_collisions/new_names.hpp"
#include "merge/plan/decision.hpp"

#include <span>
#include <string>
#include <vector>

namespace tributary::name_collisions {

/// How questions about names are worded.
struct NameQuestions {
    job::Job const &job;
    identity::Accounts const &accounts;
    model::MappedTable const &users;

    /// Whether the account gives up its name to the keeper; or, where both are one, a name that is too long.
    model::ConflictFact about(model::AccountIndex account, model::AccountIndex keeper) const;
    model::ConflictFact about(NameDecision const &decision) const;

    /// The other accounts of one person count as that person's: of the keeper, and of who would give up the name.
    void add_merged(model::ConflictFact &question, std::span<model::AccountIndex const> keeper,
                    std::span<model::AccountIndex const> gives_up) const;

    /// Why the account gets another name.
    std::string reason(NameDecision const &decision) const;
};

/// All decisions that the name takes. Without a new name that could be given only those that say one, or need none.
std::vector<plan::Decision> allowed_for(NameDecision const &decision, bool has_new_name);

} // namespace tributary::name_collisions
