#include "merge/identity/folded_names.hpp"

namespace tributary::identity {

FoldedNames fold_names(std::span<model::Account const> accounts, model::Folding const &folding)
{
    FoldedNames result;
    result.of.reserve(accounts.size());
    std::size_t bytes = 0;
    for (auto const &account : accounts) {
        bytes += account.name ? account.name->size() : 0;
    }
    result.texts.reserve(accounts.size(), bytes);
    for (auto const &account : accounts) {
        result.of.push_back(model::has_name(account) ? result.texts.intern(folding.fold(*account.name)) : 0);
    }
    return result;
}

} // namespace tributary::identity
