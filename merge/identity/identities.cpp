#include "merge/identity/identities.hpp"

#include <numeric>
#include <stdexcept>
#include <utility>

namespace tributary::identity {
namespace {

/// The smallest account of the tree that `account` is in.
model::AccountIndex root(std::vector<model::AccountIndex> &parent, model::AccountIndex account)
{
    while (parent[account] != account) {
        parent[account] = parent[parent[account]];
        account = parent[account];
    }
    return account;
}

} // namespace

std::vector<model::Identity> identities(std::span<model::Account const> accounts, std::span<model::Match const> matches)
{
    std::vector<model::AccountIndex> parent(accounts.size());
    std::iota(parent.begin(), parent.end(), model::AccountIndex{0});
    for (auto const &match : matches) {
        if (match.first >= accounts.size() || match.second >= accounts.size()) {
            throw std::out_of_range("a match names an account that does not exist");
        }
        auto first = root(parent, match.first);
        auto second = root(parent, match.second);
        if (first > second) {
            std::swap(first, second);
        }
        parent[second] = first;
    }

    std::vector<model::Identity> result;
    std::vector<std::size_t> place(accounts.size());
    for (model::AccountIndex account = 0; account < accounts.size(); ++account) {
        auto const survivor = root(parent, account);
        if (survivor == account) {
            place[account] = result.size();
            result.emplace_back();
        }
        result[place[survivor]].accounts.push_back(account);
    }
    return result;
}

std::vector<model::AccountIndex> survivors(std::span<model::Identity const> identities, std::size_t accounts)
{
    std::vector<model::AccountIndex> result(accounts);
    for (auto const &identity : identities) {
        for (auto const account : identity.accounts) {
            result[account] = identity.accounts.front();
        }
    }
    return result;
}

} // namespace tributary::identity
