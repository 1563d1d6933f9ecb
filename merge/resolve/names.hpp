#pragma once

#include "merge/model/account.hpp"
#include "merge/model/rule.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::resolve {

/// One name and an identity that gives it up, because another keeps it.
struct Collision {
    std::string_view name;        ///< lives as long as the accounts
    model::AccountIndex keeps;    ///< survivor of the identity that keeps it
    model::AccountIndex gives_up; ///< survivor of the identity that gives it up
};

/// Every name that survivors of two or more identities bear, with each of those that give it up.
///
/// `rank` says of each source how strong its claim is: the smallest keeps. An identity claims with the strongest of its
/// accounts that bear the name; among equals the smaller account index keeps. A name that an identity bears only
/// through a folded account is given up already and claims nothing. Ordered by name (bytewise), then by strength, so
/// the result does not depend on the order in which anything was read. O(n log n).
std::vector<Collision> collisions(std::span<model::Account const> accounts, std::span<model::Identity const> identities,
                                  std::span<std::size_t const> rank);

/// How strong each source's claim to a name is, by position in the plan: sources that `yields` does not name come first
/// in the order of the plan, then those it names, the first to yield last.
std::vector<std::size_t> claim_ranks(std::span<std::string const> sources, std::span<std::string const> yields);

/// The new names, in the order of the collisions; nothing where the policy cannot decide. No new name is any account's
/// old name, in any source, and no two are equal. O((n + c) log n).
std::vector<std::optional<std::string>> new_names(std::span<model::Account const> accounts,
                                                  std::span<Collision const> collisions,
                                                  model::NamePolicy const &policy, std::string_view suffix,
                                                  std::int64_t max_length, std::span<std::string const> sources);

} // namespace tributary::resolve
