#pragma once

#include "merge/model/rule.hpp"

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace tributary::rules {

/// Joins the accounts of one group, all of which agree in what the rule asks for. `group` is ascending.
///
/// Every two accounts of different sources are paired. In a group of more than 64 accounts each is paired with the
/// group's first of another source only, which connects them all without n² pairs (a deploy key may be on thousands of
/// accounts).
void join_group(std::span<model::Account const> accounts, std::span<model::AccountIndex const> group,
                model::Match const &like, std::vector<model::Match> &matches);

/// Joins every run of accounts that neither is `before` the other, in the order that `before` sorts `group` into.
template <typename Before>
void join_runs(model::Candidates const &candidates, std::vector<model::AccountIndex> &group, model::Match const &like,
               Before const &before, std::vector<model::Match> &matches);

/// For each key that several of the candidates hold, all of its holders, ascending. O(keys).
void for_each_shared_key(model::Candidates const &candidates,
                         std::function<void(std::vector<model::AccountIndex> &)> const &holders);

} // namespace tributary::rules

#include <algorithm>

template <typename Before>
void tributary::rules::join_runs(model::Candidates const &candidates, std::vector<model::AccountIndex> &group,
                                 model::Match const &like, Before const &before, std::vector<model::Match> &matches)
{
    std::sort(group.begin(), group.end(), [&](auto a, auto b) { return before(a, b) || (!before(b, a) && a < b); });
    auto begin = group.begin();
    while (begin != group.end()) {
        auto const end = std::find_if(begin, group.end(), [&](auto row) { return before(*begin, row); });
        join_group(candidates.accounts, {begin, end}, like, matches);
        begin = end;
    }
}
