#pragma once

#include "merge/model/account.hpp"
#include "merge/model/interner.hpp"
#include "merge/model/rule.hpp"

#include <span>
#include <vector>

namespace tributary::identity {

/// The folded names of all accounts, in their order; 0 where there is none.
struct FoldedNames {
    std::vector<model::TextId> of;
    model::Interner texts;
};

/// O(total length).
FoldedNames fold_names(std::span<model::Account const> accounts, model::Folding const &folding);

} // namespace tributary::identity
