#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/plan/overrides.hpp"

#include <span>

namespace tributary::identity {

/// Throws model::Error 78 for the first answer that names a source which the plan does not have, or, without an id of a
/// question, an account that no source has, with the nearest. An answer with an id was given to a question that was
/// asked: its account may have gone since. O(accounts) where answers name accounts.
void refuse_unknown_answers(plan::Plan const &plan, std::span<plan::Answer const> answers, Accounts const &accounts);

} // namespace tributary::identity
