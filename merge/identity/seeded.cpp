#include "merge/identity/seeded.hpp"

#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "merge/staging/row_digest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

namespace tributary::identity {
namespace {

using model::AccountIndex;

constexpr std::size_t shown_accounts = 10;

/// One account of each source, for every name that all sources have once.
std::vector<SeededAccounts> of_names_in_all_sources(Accounts const &accounts)
{
    auto const &list = accounts.list();
    auto const &names = accounts.names.of;
    std::vector<AccountIndex> named;
    for (AccountIndex account = 0; account < list.size(); ++account) {
        if (names[account] != 0) {
            named.push_back(account);
        }
    }
    std::stable_sort(named.begin(), named.end(), [&](auto a, auto b) { return names[a] < names[b]; });
    std::vector<SeededAccounts> result;
    for (auto begin = named.begin(); begin != named.end();) {
        auto const end = std::find_if(begin, named.end(), [&](auto other) { return names[other] != names[*begin]; });
        auto const is_one_each =
            end - begin == static_cast<std::ptrdiff_t>(accounts.sources.size()) &&
            std::adjacent_find(begin, end, [&](auto a, auto b) { return list[a].source == list[b].source; }) == end;
        if (is_one_each) {
            result.emplace_back(begin, end);
        }
        begin = end;
    }
    return result;
}

/// How likely it is that so many of these names, which all sources have, are under one id everywhere.
double accident(std::size_t count, std::size_t names, Accounts const &accounts)
{
    std::vector<double> sizes(accounts.sources.size());
    for (auto const &account : accounts.list()) {
        ++sizes[account.source];
    }
    auto expected = static_cast<double>(names);
    for (std::size_t source = 1; source < sizes.size(); ++source) {
        expected /= std::max(sizes[source], 1.0);
    }
    auto result = 1.0;
    for (std::size_t i = 1; i <= count; ++i) {
        result *= expected / static_cast<double>(i);
    }
    return result;
}

} // namespace

std::vector<SeededAccounts> seeded_accounts(Accounts const &accounts, std::span<model::Match const> found)
{
    constexpr double most_likely = 0.02;
    if (accounts.sources.size() < 2) {
        return {};
    }
    auto const is_joined = [&](AccountIndex first, AccountIndex second) {
        auto const at = std::lower_bound(
            found.begin(), found.end(), std::pair(first, second),
            [](auto const &match, auto const &pair) { return std::pair(match.first, match.second) < pair; });
        return at != found.end() && at->first == first && at->second == second;
    };
    auto names = of_names_in_all_sources(accounts);
    std::erase_if(names, [&](auto const &group) {
        return std::all_of(group.begin() + 1, group.end(),
                           [&](auto account) { return is_joined(group.front(), account); });
    });
    auto const &list = accounts.list();
    std::vector<SeededAccounts> seeded;
    std::copy_if(names.begin(), names.end(), std::back_inserter(seeded), [&](auto const &group) {
        return std::all_of(group.begin(), group.end(),
                           [&](auto account) { return list[account].id == list[group.front()].id; });
    });
    std::sort(seeded.begin(), seeded.end());
    if (seeded.empty() || accident(seeded.size(), names.size(), accounts) > most_likely) {
        return {};
    }
    return seeded;
}

model::ConflictFact question_about_seeded(std::vector<SeededAccounts> const &seeded, Accounts const &accounts,
                                          std::string const &table, std::string const &id)
{
    std::string all;
    std::string claimants;
    std::string examples;
    for (std::size_t i = 0; i < seeded.size(); ++i) {
        auto const labels = accounts.label_of(seeded[i]);
        auto const &number = accounts.list()[seeded[i].front()].id;
        all += number + " " + labels + "\n";
        if (i < shown_accounts) {
            claimants += (i == 0 ? "" : " ") + labels;
            examples +=
                fmt::format("{}{} ({} {})", i == 0 ? "" : ", ", *accounts.list()[seeded[i].front()].name, id, number);
        }
    }
    if (seeded.size() > shown_accounts) {
        auto const more = seeded.size() - shown_accounts;
        claimants += fmt::format(" and {} more ({})", more, staging::sha256(all).substr(0, 8));
        examples += fmt::format(" and {} more", more);
    }
    auto const sources = accounts.sources.size() == 2 ? std::string("both sources")
                                                      : fmt::format("all {} sources", accounts.sources.size());
    model::ConflictFact question;
    question.kind = "seeded";
    question.table = table;
    question.claimants = claimants;
    question.evidence =
        fmt::format("{} the same id and the same name in {}: {}. {} as if each installation had made {}",
                    model::counted(seeded.size(), "account has", "accounts have"), sources, examples,
                    seeded.size() == 1 ? "It looks" : "They look", seeded.size() == 1 ? "it" : "them");
    question.proposal = fmt::format("# A rule for all accounts with the same id and the same name, later ones too:\n"
                                    "# [users]\n# id = {}\n# same_id = \"merge\"",
                                    plan::toml_text(id));
    return question;
}

} // namespace tributary::identity
