#pragma once

#include "merge/identity/access.hpp"
#include "merge/identity/accounts.hpp"
#include "merge/model/account.hpp"
#include "merge/model/facts.hpp"

#include <string>
#include <vector>

namespace tributary::identity {

/// The question about one merge that widens access. Its id changes with the accounts, and with what is opened. `users`
/// is the label of their table.
model::ConflictFact about_merge(model::Identity const &identity, std::vector<WidenedAccess> const &widened,
                                Accounts const &accounts, std::string const &users);

/// The same of all of them: `open` are those that are not answered by themselves. Its id stays the same whoever they
/// are.
model::ConflictFact about_all_merges(std::vector<model::ConflictFact> const &open, std::string const &users);

/// So many merges have a question of their own beside the one about all.
constexpr std::size_t most_merges_asked = 1000;

} // namespace tributary::identity
