#include "rules/group.hpp"

#include <algorithm>
#include <utility>

namespace tributary::rules {

void join_group(std::span<model::Account const> accounts, std::span<model::AccountIndex const> group,
                std::string_view rule, std::vector<model::Match> &matches)
{
    auto const source = [&](std::size_t i) { return accounts[group[i]].source; };
    bool one_of_each = true;
    for (std::size_t i = 1; i < group.size(); ++i) {
        one_of_each = one_of_each && source(i - 1) != source(i); // ascending: sources come in blocks
    }
    for (std::size_t i = 1; i < group.size(); ++i) {
        if (one_of_each) {
            for (std::size_t j = 0; j < i; ++j) {
                matches.push_back({group[j], group[i], rule});
            }
        } else if (source(i) != source(0)) {
            matches.push_back({group[0], group[i], rule});
        } else if (source(group.size() - 1) != source(0)) {
            matches.push_back({group[i], group.back(), rule});
        }
    }
}

void join_runs(std::span<model::Account const> accounts, std::vector<model::AccountIndex> candidates,
               std::string_view rule, std::function<bool(model::Account const &, model::Account const &)> const &before,
               std::vector<model::Match> &matches)
{
    std::sort(candidates.begin(), candidates.end(), [&](auto a, auto b) {
        return before(accounts[a], accounts[b]) || (!before(accounts[b], accounts[a]) && a < b);
    });
    auto begin = candidates.begin();
    while (begin != candidates.end()) {
        auto const end =
            std::find_if(begin, candidates.end(), [&](auto one) { return before(accounts[*begin], accounts[one]); });
        join_group(accounts, {begin, end}, rule, matches);
        begin = end;
    }
}

void for_each_shared_key(std::span<model::Account const> accounts,
                         std::function<void(std::vector<model::AccountIndex> const &)> const &holders)
{
    std::vector<std::pair<model::Fingerprint, model::AccountIndex>> held;
    for (model::AccountIndex account = 0; account < accounts.size(); ++account) {
        for (auto const &key : accounts[account].keys) {
            held.emplace_back(key, account);
        }
    }
    std::sort(held.begin(), held.end());
    std::vector<model::AccountIndex> group;
    for (std::size_t i = 0; i < held.size(); ++i) {
        group.push_back(held[i].second);
        if (i + 1 == held.size() || held[i + 1].first != held[i].first) {
            if (group.size() > 1) {
                holders(group);
            }
            group.clear();
        }
    }
}

} // namespace tributary::rules
