#pragma once

#include "merge/identity/folded_names.hpp"
#include "merge/model/account.hpp"
#include "merge/model/rule.hpp"
#include "rules/all.hpp"

#include <algorithm>
#include <numeric>
#include <vector>

/// Rules, asked about all accounts and about names alone.
namespace tributary::testing {

inline std::vector<model::AccountIndex> all_of(std::vector<model::Account> const &accounts)
{
    std::vector<model::AccountIndex> all(accounts.size());
    std::iota(all.begin(), all.end(), model::AccountIndex{0});
    return all;
}

/// What the rule says, as it says it.
inline std::vector<model::Match> found(model::MatchRule const &rule, std::vector<model::Account> const &accounts,
                                       model::Folding const &folding = rules::fold_none)
{
    auto const names = identity::fold_names(accounts, folding);
    return rule.find({accounts, all_of(accounts), names.of, names.texts});
}

/// Each pair once, in order: a rule may say a pair twice, and in no particular order.
inline std::vector<model::Match> matched(model::MatchRule const &rule, std::vector<model::Account> const &accounts,
                                         model::Folding const &folding = rules::fold_none)
{
    auto matches = found(rule, accounts, folding);
    std::sort(matches.begin(), matches.end());
    matches.erase(std::unique(matches.begin(), matches.end()), matches.end());
    return matches;
}

} // namespace tributary::testing
