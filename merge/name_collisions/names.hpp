#pragma once

#include "merge/identity/folded_names.hpp"
#include "merge/model/account.hpp"
#include "merge/model/rule.hpp"
#include "merge/plan/suffix.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::name_collisions {

/// The basis of an identity's claim to a contested name: one of its accounts with that name.
struct Claim {
    model::TextId name;
    std::uint32_t group;          ///< within which the name has to be unique
    model::AccountIndex survivor; ///< of the identity
    model::AccountIndex bearer;
};

/// The claims to all names that survivors of two or more identities of one group have, ordered by name (its bytes,
/// folded), group, survivor and account. A name that an identity has only through a folded account is given up already
/// and claims nothing. `group_of` is NameScope::group_of. O(n + c log c).
std::vector<Claim> contested_claims(std::span<model::Identity const> identities, identity::FoldedNames const &names,
                                    std::span<std::uint32_t const> group_of = {});

/// The strength of a claim, by the account that has the name: the smallest keeps it.
using Strength = std::function<std::pair<std::int64_t, std::int64_t>(model::AccountIndex)>;

/// One name and an identity that gives it up, because another keeps it.
struct Collision {
    std::string name;             ///< folded
    model::AccountIndex keeps;    ///< survivor of the identity that keeps it
    model::AccountIndex gives_up; ///< survivor of the identity that gives it up
};

/// Of the survivors of two identities whose names fold to one: whether both may keep theirs all the same. Symmetric.
using MayBothStay = std::function<bool(model::AccountIndex, model::AccountIndex)>;

/// Each contested name with each of those that give it up, and the strongest who keeps it and does not bear with that.
/// An identity claims with the strongest of its bearers; among equals the smaller account index keeps. In the order of
/// the names, then of strength, so the result does not depend on the order in which anything was read. O(c log c), and
/// for each name the square of those that keep it.
std::vector<Collision> collisions(std::span<Claim const> claims, identity::FoldedNames const &names,
                                  Strength const &strength, MayBothStay const &may_both_stay = {});

/// How strong each source's claim to a name is, by position in the plan: 0 for all that `yields` does not name, more
/// for those it does, the first to yield last.
std::vector<std::int64_t> claim_ranks(std::span<std::string const> sources, std::span<std::string const> yields);

/// What names have to respect in the target.
struct NameLimits {
    std::int64_t max_length = 0;                                  ///< in characters; 0: none
    std::function<bool(std::string_view)> matches;                ///< the plan's pattern
    std::function<bool(std::string const &folded)> is_reserved;   ///< asked with the folded name
    std::function<bool(std::string const &folded)> is_taken = {}; ///< by something else than an account; likewise
};

/// Allocates new names: none twice, none that an account has and none that is taken, all under one folding.
class NameAllocator {
public:
    /// `names` and `folding` must outlive it, and no account's name changes meanwhile; what is handed out is added to
    /// `names.texts`. O(accounts).
    NameAllocator(identity::FoldedNames &names, model::Folding const &folding, NameLimits limits);

    /// What the policy finds for this name, and `accepts` accepts; nothing is handed out yet. Amortised O(1) names are
    /// tried, however many accounts contest one.
    std::optional<std::string> propose(model::NamePolicy const &policy, std::string_view name,
                                       plan::Affixes const &around,
                                       std::function<bool(std::string_view)> const &accepts = {});

    /// Why this name cannot be had: a sentence's end, or nothing. The identity's own names count as free. O(length +
    /// identity).
    std::optional<std::string> problem(std::string const &name, std::span<model::AccountIndex const> identity) const;

    void hand_out(std::string const &name);

    /// Longer than the target's column: it cannot be loaded.
    bool is_too_long(std::string_view name) const;

private:
    identity::FoldedNames &m_names;
    model::Folding const &m_folding;
    NameLimits m_limits;
    std::map<std::string, std::size_t> m_first_numbers; ///< by name and affixes: model::NameRequest::first_number
    std::vector<std::uint32_t> m_bearers;               ///< by the number of each name: how many accounts have it
};

} // namespace tributary::name_collisions
