#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/plan/overrides.hpp"

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace tributary::identity {

/// Which accounts the sources have, by the names that answers use: `source/name`, or `source/#id`.
struct KnownAccounts {
    std::function<bool(std::string const &account)> has;
    std::function<std::vector<std::string>(std::string const &account)> similar; ///< those that may have been meant
};

/// Throws model::Error 78 for the first answer that names a source which the plan does not have, or, without an id of a
/// question, an account that no source has, with the nearest. An answer with an id was given to a question that was
/// asked: its account may have gone since.
void refuse_unknown_answers(plan::Plan const &plan, std::span<plan::Answer const> answers, KnownAccounts const &known);

/// The same of the accounts that were read. O(accounts) where answers name accounts.
void refuse_unknown_answers(plan::Plan const &plan, std::span<plan::Answer const> answers, Accounts const &accounts);

} // namespace tributary::identity
