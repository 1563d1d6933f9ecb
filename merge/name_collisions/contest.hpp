#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/model/mapping.hpp"
#include "merge/name_collisions/name_keys.hpp"
#include "merge/name_collisions/names.hpp"
#include "merge/name_collisions/taken_names.hpp"
#include "merge/staging/merged.hpp"
#include "merge/uniqueness/judged_by_target.hpp"

#include <algorithm>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tributary::name_collisions {

/// Among which accounts one unique key keeps names apart.
struct NameScope {
    /// Of each account the group in which its name has to be unique; 0: in none, it contests nothing. Empty: all
    /// accounts are in one group.
    std::vector<std::uint32_t> group_of;
    bool is_key = false; ///< of the target: it takes the empty text, too, once in a group

    bool operator==(NameScope const &) const = default;
};

/// Which names contest each other.
struct Contest {
    std::vector<NameScope> scopes; ///< one is enough for two names to contest each other; none: all names may stay
    bool is_asked = false;         ///< nothing says whether names are unique: collisions are one question
    TakenNames taken;              ///< by other things than accounts

    /// True if a unique key of the target keeps names apart, and not only the plan.
    bool has_key() const
    {
        return std::any_of(scopes.begin(), scopes.end(), [](auto const &scope) { return scope.is_key; });
    }

    /// True if no two accounts of the target may have one name.
    bool is_over_all() const { return is_asked || (scopes.size() == 1 && scopes.front().group_of.empty()); }
};

/// Finds out which names contest each other: what the target's unique keys over the name say, with their predicates
/// and their other columns, or else the plan's `names.unique`.
class ContestReader {
public:
    /// What it is given must outlive it. Throws model::Error 78 where `names` contradicts the target or names a
    /// column that no source has.
    ContestReader(job::Job const &job, staging::Staging const &staging, std::span<staging::StagedSource const> sources,
                  model::Mapping const &mapping, identity::Accounts const &accounts);

    /// With the values that accounts have in the target by these decisions. Where a key is not over all names the
    /// target itself is asked. Groups are numbered in the order of the accounts: equal results, equal scopes.
    Contest read(staging::Exceptions const &exceptions) const;

    /// True if decisions about other rows (a tenant that folds onto another) may change which names contest each other.
    bool depends_on_rows() const;

private:
    NameScope read_scope(NameKey const &key, uniqueness::TargetJudge &judge,
                         staging::Exceptions const &exceptions) const;

    job::Job const &m_job;
    staging::Staging const &m_staging;
    std::span<staging::StagedSource const> m_sources;
    model::MappedTable const &m_users;
    identity::Accounts const &m_accounts;
    std::vector<NameKey> m_keys; ///< empty where one key is over all names
    bool m_is_whole = false;
    bool m_has_whole_key = false; ///< not only the plan says that names are unique
    TakenNames m_taken;
};

/// How many characters a name may have, by the plan and the target; 0: any number.
std::int64_t greatest_length(job::Job const &job, model::MappedTable const &users);

/// What the plan's `suffix` puts around a name, for each source. Throws model::Error 78 where it leaves nothing of one.
std::vector<plan::Affixes> affixes(job::Job const &job, identity::Accounts const &accounts,
                                   model::MappedTable const &users);

/// `taken` must outlive it.
NameLimits name_limits(job::Job const &job, identity::Accounts const &accounts, model::MappedTable const &users,
                       TakenNames const &taken);

} // namespace tributary::name_collisions
