#pragma once

#include "merge/model/account.hpp"
#include "merge/model/rule.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::name_collisions {

/// Two accounts of the target whose names a fold makes one, though both stay.
struct LookAlike {
    model::AccountIndex first; ///< of all that look like it the first
    model::AccountIndex second;
    std::string_view fold; ///< the weakest that makes them one
};

/// Survivors whose names, as they will be in the target, are written differently and are one under the strongest of
/// these folds (the weakest first); with `equal_too` also those that are equal to the letter. `new_name` is nothing for
/// an account that keeps its name. In the order of the accounts. O(n log n) folds, 16 bytes an account.
std::vector<LookAlike> look_alikes(std::span<model::Account const> accounts,
                                   std::span<model::Identity const> identities,
                                   std::span<model::Folding const> foldings,
                                   std::function<std::string const *(model::AccountIndex)> const &new_name,
                                   bool equal_too = false);

} // namespace tributary::name_collisions
