#pragma once

#include "merge/model/account.hpp"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace tributary::rules {

/// Joins the accounts of one group, all of which agree in what the rule asks for. `group` is ascending.
///
/// Every two accounts of different sources are paired, unless a source has several accounts in the group: then each is
/// paired with the group's first of another source only, which connects them all without n² pairs (a deploy key may be
/// on thousands of accounts).
void join_group(std::span<model::Account const> accounts, std::span<model::AccountIndex const> group,
                std::string_view rule, std::vector<model::Match> &matches);

/// Joins every run of accounts that `same` calls equal, in the order that `before` sorts `candidates` into.
void join_runs(std::span<model::Account const> accounts, std::vector<model::AccountIndex> candidates,
               std::string_view rule, std::function<bool(model::Account const &, model::Account const &)> const &before,
               std::vector<model::Match> &matches);

/// For each key that several accounts hold, all of its holders, ascending. O(k log k) for k keys.
void for_each_shared_key(std::span<model::Account const> accounts,
                         std::function<void(std::vector<model::AccountIndex> const &)> const &holders);

} // namespace tributary::rules
