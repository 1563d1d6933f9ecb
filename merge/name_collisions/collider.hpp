#pragma once

#include "merge/identity/people.hpp"
#include "merge/name_collisions/contest.hpp"
#include "merge/name_collisions/names.hpp"

#include <set>
#include <vector>

namespace tributary::name_collisions {

/// The collisions under each of the target's keys; whoever gives a name up under several of them does so once. Two
/// people of one service whose names a stricter fold makes one, and the target's keys do not, may both keep theirs.
/// The empty text is no name, and a claim all the same where a key of the target takes it once.
class Collider {
public:
    /// What it is given must outlive it. Throws model::Error 78 where the plan's `tie` names what does not exist.
    Collider(job::Job const &job, staging::Staging const &staging, identity::Accounts const &accounts,
             model::Mapping const &mapping, identity::People const &people, Contest const &contest);
    Collider(Collider const &) = delete;
    Collider &operator=(Collider const &) = delete;
    ~Collider() = default;

    /// In the order of the names, then of strength.
    std::vector<Collision> collisions() const;
    /// These survivors have the strongest claims.
    void prefer(std::set<model::AccountIndex> const &keepers);
    /// These survivors claim nothing any more.
    void leave_out(std::set<model::AccountIndex> const &survivors);

private:
    /// Claims to these names, of which an account has none or one.
    struct Contested {
        identity::FoldedNames const &names;
        std::vector<Claim> claims;
    };

    identity::Accounts const &m_accounts;
    MayBothStay m_may_both_stay;
    identity::FoldedNames m_empty_names; ///< of the accounts whose name is the empty text
    std::vector<Contested> m_contested;  ///< under each key
    Strength m_strength;
};

/// One question for all names that several people have, where nothing says whether that matters.
model::ConflictFact whether_unique(identity::Accounts const &accounts, model::MappedTable const &users,
                                   std::vector<Collision> const &collisions);

} // namespace tributary::name_collisions
