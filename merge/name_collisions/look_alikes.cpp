#include "merge/name_collisions/look_alikes.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>

namespace tributary::name_collisions {

std::vector<LookAlike> look_alikes(std::span<model::Account const> accounts,
                                   std::span<model::Identity const> identities,
                                   std::span<model::Folding const> foldings,
                                   std::function<std::string const *(model::AccountIndex)> const &new_name,
                                   bool equal_too)
{
    auto const name_of = [&](model::AccountIndex account) -> std::string const & {
        auto const *const given = new_name(account);
        return given == nullptr ? *accounts[account].name : *given;
    };
    std::vector<std::pair<std::size_t, model::AccountIndex>> hashed;
    for (auto const &identity : identities) {
        auto const survivor = identity.accounts.front();
        if (model::has_name(accounts[survivor])) {
            hashed.emplace_back(std::hash<std::string>()(foldings.back().fold(name_of(survivor))), survivor);
        }
    }
    std::sort(hashed.begin(), hashed.end());
    std::vector<LookAlike> result;
    for (std::size_t begin = 0; begin < hashed.size();) {
        auto end = begin + 1;
        while (end < hashed.size() && hashed[end].first == hashed[begin].first) {
            ++end;
        }
        for (auto later = begin + 1; later < end; ++later) {
            auto const &name = name_of(hashed[later].second);
            for (auto earlier = begin; earlier < later; ++earlier) {
                auto const &other = name_of(hashed[earlier].second);
                auto const fold = std::find_if(foldings.begin(), foldings.end(), [&](auto const &folding) {
                    return folding.fold(other) == folding.fold(name);
                });
                if (fold != foldings.end()) { // else only their hashes agree
                    if (equal_too || other != name) {
                        result.push_back({hashed[earlier].second, hashed[later].second, fold->name});
                    }
                    break;
                }
            }
        }
        begin = end;
    }
    std::sort(result.begin(), result.end(),
              [](auto const &a, auto const &b) { return std::pair(a.first, a.second) < std::pair(b.first, b.second); });
    return result;
}

} // namespace tributary::name_collisions
