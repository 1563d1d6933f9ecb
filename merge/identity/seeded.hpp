#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/model/facts.hpp"

#include <span>
#include <string>
#include <vector>

namespace tributary::identity {

/// Accounts with the same id and the same name, one of each source, in the order of the sources.
using SeededAccounts = std::vector<model::AccountIndex>;

/// What looks as if each installation had made it: accounts that have the same id and the same name in all sources, and
/// that no rule of the plan joins. Empty where so many would be equal by accident in one of fifty merges. For ids that
/// each source hands out itself. `found` is in the order of its pairs. By account. O(n log n).
std::vector<SeededAccounts> seeded_accounts(Accounts const &accounts, std::span<model::Match const> found);

/// The question about all of them, which names them as claimants; of many, the first and a digest of all.
model::ConflictFact question_about_seeded(std::vector<SeededAccounts> const &seeded, Accounts const &accounts,
                                          std::string const &table, std::string const &id);

} // namespace tributary::identity
