#include "merge/identity/clusters.hpp"

#include "merge/identity/identities.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>
#include <utility>

namespace tributary::identity {
namespace {

using model::AccountIndex;
using Part = std::vector<AccountIndex>;

constexpr std::size_t greatest_split = 64;

std::size_t place_of(Cluster const &cluster, AccountIndex account)
{
    auto const &members = cluster.accounts;
    return static_cast<std::size_t>(std::lower_bound(members.begin(), members.end(), account) - members.begin());
}

bool by_shared_key_only(std::span<model::Account const> accounts, std::vector<bool> const &crowded,
                        model::Match const &match)
{
    auto const shared = model::shared_keys(accounts[match.first], accounts[match.second]);
    return !match.by_text && std::all_of(shared.begin(), shared.end(), [&](auto key) { return crowded[key]; });
}

/// Of each account of the cluster, by its place there, the first place of those that the operator joined with it.
std::vector<std::size_t> joined_by_operator(Cluster const &cluster)
{
    std::vector<std::size_t> first(cluster.accounts.size());
    std::iota(first.begin(), first.end(), std::size_t{0});
    for (auto const &match : cluster.matches) {
        if (match.rule == by_operator) {
            auto const one = first[place_of(cluster, match.first)];
            auto const other = first[place_of(cluster, match.second)];
            std::replace(first.begin(), first.end(), std::max(one, other), std::min(one, other));
        }
    }
    return first;
}

/// The part of a cluster, as a cluster.
std::optional<Ambiguity> ambiguity_of_part(std::span<model::Account const> accounts,
                                           std::span<model::TextId const> names, std::vector<bool> const &crowded,
                                           Cluster const &cluster, Part const &part)
{
    std::vector<model::Match> inside;
    std::copy_if(cluster.matches.begin(), cluster.matches.end(), std::back_inserter(inside), [&](auto const &match) {
        return std::binary_search(part.begin(), part.end(), match.first) &&
               std::binary_search(part.begin(), part.end(), match.second);
    });
    return ambiguity_of(accounts, names, crowded, {part, inside});
}

/// Parts of a cluster that is being put together from single accounts.
struct Parts {
    std::vector<Part> parts;
    std::set<AccountIndex> barred; ///< accounts that stronger links could have joined in more than one way
};

/// Joins what `links` connect, unless that would be ambiguous.
void join(std::span<model::Account const> accounts, std::span<model::TextId const> names,
          std::vector<bool> const &crowded, Cluster const &cluster, std::vector<model::Match> const &links, Parts &all)
{
    auto const &parts = all.parts;
    auto const part_of = [&](AccountIndex account) {
        return static_cast<AccountIndex>(
            std::find_if(parts.begin(), parts.end(),
                         [&](auto const &part) { return std::binary_search(part.begin(), part.end(), account); }) -
            parts.begin());
    };
    std::vector<model::Match> between;
    for (auto const &link : links) {
        between.push_back({part_of(link.first), part_of(link.second), {}});
    }
    std::vector<Part> result;
    for (auto const &group : identities(std::vector<model::Account>(parts.size()), between)) {
        Part whole;
        for (auto const part : group.accounts) {
            whole.insert(whole.end(), parts[part].begin(), parts[part].end());
        }
        std::sort(whole.begin(), whole.end());
        auto const touched =
            std::any_of(whole.begin(), whole.end(), [&](auto one) { return all.barred.contains(one); });
        if (group.accounts.size() > 1 && (touched || ambiguity_of_part(accounts, names, crowded, cluster, whole))) {
            for (auto const part : group.accounts) {
                result.push_back(parts[part]);
            }
            all.barred.insert(whole.begin(), whole.end());
        } else {
            result.push_back(std::move(whole));
        }
    }
    all.parts = std::move(result);
}

} // namespace

std::vector<Cluster> clusters(std::span<model::Account const> accounts, std::vector<model::Match> &matches)
{
    std::vector<AccountIndex> first(accounts.size());
    std::vector<Cluster> result;
    for (auto &identity : identities(accounts, matches)) {
        for (auto const account : identity.accounts) {
            first[account] = identity.accounts.front();
        }
        if (identity.accounts.size() > 1) {
            result.push_back({std::move(identity.accounts), {}});
        }
    }
    std::sort(matches.begin(), matches.end(), [&](auto const &a, auto const &b) {
        return std::tie(first[a.first], a.first, a.second) < std::tie(first[b.first], b.first, b.second);
    });
    auto begin = matches.begin();
    for (auto &cluster : result) {
        auto const end = std::find_if(
            begin, matches.end(), [&](auto const &match) { return first[match.first] != cluster.accounts.front(); });
        cluster.matches = {begin, end};
        begin = end;
    }
    return result;
}

std::vector<bool> crowded_keys(model::Population const &population)
{
    std::vector<bool> crowded(population.keys.size() + 1);
    std::vector<std::uint32_t> last_source(population.keys.size() + 1); // + 1: 0 is not an account
    for (auto const &account : population.accounts) {
        for (auto const key : account.keys) {
            if (last_source[key] == account.source + 1) {
                crowded[key] = true;
            }
            last_source[key] = account.source + 1; // accounts are in the order of their sources
        }
    }
    return crowded;
}

std::string_view describe(Ambiguity ambiguity)
{
    switch (ambiguity) {
    case Ambiguity::one_service_twice: return "two accounts of one service";
    case Ambiguity::shared_key_only: return "joined only by a key that several accounts of one service hold";
    case Ambiguity::third_service: return "joined only through a third account";
    case Ambiguity::look_alike_only: return "joined only by values that look alike and differ";
    case Ambiguity::no_name: return "the survivor has no name, and the others have different names";
    }
    return "";
}

std::optional<Ambiguity> ambiguity_of(std::span<model::Account const> accounts, std::span<model::TextId const> names,
                                      std::vector<bool> const &crowded, Cluster const &cluster)
{
    auto const &members = cluster.accounts;
    auto const settled = joined_by_operator(cluster);
    std::vector<std::pair<std::size_t, std::size_t>> direct;
    for (auto const &match : cluster.matches) {
        auto const one = settled[place_of(cluster, match.first)];
        auto const other = settled[place_of(cluster, match.second)];
        direct.emplace_back(std::min(one, other), std::max(one, other));
    }
    std::sort(direct.begin(), direct.end());
    bool all_direct = true;
    for (std::size_t i = 0; i < members.size(); ++i) {
        for (std::size_t j = i + 1; j < members.size(); ++j) {
            if (settled[i] == settled[j]) {
                continue;
            }
            if (accounts[members[i]].source == accounts[members[j]].source) {
                return Ambiguity::one_service_twice;
            }
            std::pair const pair(std::min(settled[i], settled[j]), std::max(settled[i], settled[j]));
            all_direct = all_direct && std::binary_search(direct.begin(), direct.end(), pair);
        }
    }
    if (!all_direct) {
        return Ambiguity::third_service;
    }
    if (std::any_of(cluster.matches.begin(), cluster.matches.end(), [&](auto const &match) {
            return match.looks_alike &&
                   settled[place_of(cluster, match.first)] != settled[place_of(cluster, match.second)];
        })) {
        return Ambiguity::look_alike_only;
    }
    if (std::any_of(cluster.matches.begin(), cluster.matches.end(),
                    [&](auto const &match) { return by_shared_key_only(accounts, crowded, match); })) {
        return Ambiguity::shared_key_only;
    }
    if (names[members.front()] == 0) {
        std::set<model::TextId> others;
        for (auto const member : members) {
            others.insert(names[member]);
        }
        others.erase(0);
        if (others.size() > 1) {
            return Ambiguity::no_name;
        }
    }
    return std::nullopt;
}

std::vector<std::vector<AccountIndex>> split(std::span<model::Account const> accounts,
                                             std::span<model::TextId const> names, std::vector<bool> const &crowded,
                                             Cluster const &cluster)
{
    if (cluster.accounts.size() > greatest_split) {
        return {};
    }
    std::map<std::size_t, std::vector<model::Match>, std::greater<>> by_strength;
    for (auto const &match : cluster.matches) {
        auto const shared = model::shared_keys(accounts[match.first], accounts[match.second]);
        by_strength[shared.size()].push_back(match);
    }
    Parts all;
    for (auto const account : cluster.accounts) {
        all.parts.push_back({account});
    }
    for (auto const &[strength, links] : by_strength) {
        join(accounts, names, crowded, cluster, links, all);
    }
    std::erase_if(all.parts, [](auto const &part) { return part.size() < 2; });
    return all.parts;
}

} // namespace tributary::identity
