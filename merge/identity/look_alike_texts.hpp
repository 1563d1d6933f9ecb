#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/model/account.hpp"
#include "merge/model/rule.hpp"

#include <span>
#include <vector>

namespace tributary::identity {

/// Matches by the column whose values are equal under its fold, and differ in more than case and blanks at the ends,
/// are marked: such values only look alike. `foldings` are all there are, the weakest first. `named`: all
/// accounts, where their names are compared together with the column; none where they are not. O(matches).
void mark_look_alikes(std::vector<model::Match> &matches, ComparedColumn const &column,
                      std::span<model::Account const> named, std::span<model::Folding const> foldings);

} // namespace tributary::identity
