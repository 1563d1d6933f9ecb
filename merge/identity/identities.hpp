#pragma once

#include "merge/model/account.hpp"

#include <span>
#include <vector>

namespace tributary::identity {

/// Each account is in exactly one identity. Within an identity accounts keep the order of `accounts`, so the source
/// named first in the plan survives; identities are in the order of their survivors.
///
/// `matches` may hold a pair twice, or in either direction. An account without a match is an identity of its own; that
/// is not an error. Throws std::out_of_range if a match names an account that is not in `accounts`. Union by smallest
/// index with path halving: O((n + m) log n) time, O(n) memory.
std::vector<model::Identity> identities(std::span<model::Account const> accounts,
                                        std::span<model::Match const> matches);

/// Of each account, the survivor of its identity. O(n).
std::vector<model::AccountIndex> survivors(std::span<model::Identity const> identities, std::size_t accounts);

} // namespace tributary::identity
