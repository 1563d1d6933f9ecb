#include "merge/resolve/names.hpp"

#include <algorithm>
#include <tuple>
#include <unordered_set>

namespace tributary::resolve {
namespace {

struct Claim {
    std::string_view name;
    std::size_t rank;
    model::AccountIndex survivor;
};

} // namespace

std::vector<Collision> collisions(std::span<model::Account const> accounts, std::span<model::Identity const> identities,
                                  std::span<std::size_t const> rank)
{
    std::vector<Claim> claims;
    claims.reserve(identities.size());
    for (auto const &identity : identities) {
        auto const survivor = identity.accounts.front();
        if (!model::has_name(accounts[survivor])) {
            continue;
        }
        Claim claim{*accounts[survivor].name, rank[accounts[survivor].source], survivor};
        for (auto const account : identity.accounts) {
            if (accounts[account].name == accounts[survivor].name) {
                claim.rank = std::min(claim.rank, rank[accounts[account].source]);
            }
        }
        claims.push_back(claim);
    }
    std::sort(claims.begin(), claims.end(), [](Claim const &a, Claim const &b) {
        return std::tie(a.name, a.rank, a.survivor) < std::tie(b.name, b.rank, b.survivor);
    });

    std::vector<Collision> result;
    std::size_t keeper = 0;
    for (std::size_t i = 1; i < claims.size(); ++i) {
        if (claims[i].name == claims[keeper].name) {
            result.push_back({claims[i].name, claims[keeper].survivor, claims[i].survivor});
        } else {
            keeper = i;
        }
    }
    return result;
}

std::vector<std::size_t> claim_ranks(std::span<std::string const> sources, std::span<std::string const> yields)
{
    std::vector<std::size_t> rank(sources.size());
    for (std::size_t i = 0; i < sources.size(); ++i) {
        auto const yielding = std::find(yields.begin(), yields.end(), sources[i]);
        rank[i] = yielding == yields.end() ? i : sources.size() + static_cast<std::size_t>(yields.end() - yielding);
    }
    return rank;
}

std::vector<std::optional<std::string>> new_names(std::span<model::Account const> accounts,
                                                  std::span<Collision const> collisions,
                                                  model::NamePolicy const &policy, std::string_view suffix,
                                                  std::int64_t max_length, std::span<std::string const> sources)
{
    std::vector<std::optional<std::string>> result;
    if (collisions.empty()) {
        return result;
    }
    std::unordered_set<std::string> allotted;
    std::unordered_set<std::string_view> borne;
    borne.reserve(accounts.size());
    for (auto const &account : accounts) {
        if (model::has_name(account)) {
            borne.insert(*account.name);
        }
    }
    std::function<bool(std::string_view)> const taken = [&](std::string_view name) {
        return borne.contains(name) || allotted.contains(std::string(name));
    };
    for (auto const &collision : collisions) {
        model::NameRequest const request{collision.name, sources[accounts[collision.gives_up].source], suffix,
                                         max_length, &taken};
        auto name = policy.propose(request);
        if (name) {
            allotted.insert(*name);
        }
        result.push_back(std::move(name));
    }
    return result;
}

} // namespace tributary::resolve
