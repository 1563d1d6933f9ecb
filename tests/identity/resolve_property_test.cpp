#include "merge/identity/clusters.hpp"
#include "merge/identity/identities.hpp"
#include "rules/all.hpp"
#include "rules/rules.hpp"
#include "tests/testing/matching.hpp"
#include "tests/testing/populations.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <string>

/// Who is who in whatever population.
namespace tributary::identity {
namespace {

using testing::accounts_of;
using testing::groups;
using testing::People;
using testing::reachable;
using Accounts = std::vector<model::Account>;
using Matches = std::vector<model::Match>;
using Pairs = std::vector<std::pair<std::uint8_t, std::uint8_t>>;

/// Matches of nobody's rule, in either direction and of accounts with themselves.
Matches matches_of(Pairs const &pairs, std::size_t accounts)
{
    Matches matches;
    for (auto const &[first, second] : pairs) {
        if (accounts > 0) {
            matches.push_back({static_cast<model::AccountIndex>(first % accounts),
                               static_cast<model::AccountIndex>(second % accounts), "r"});
        }
    }
    return matches;
}

RC_GTEST_PROP(Identities, AreExactlyTheAccountsThatMatchesConnect, (People const &people, Pairs const &pairs))
{
    auto const accounts = accounts_of(people);
    auto const matches = matches_of(pairs, accounts.size());
    std::vector<int> seen(accounts.size());
    for (auto const &identity : identity::identities(accounts, matches)) {
        auto const expected = reachable(identity.accounts.front(), matches);
        RC_ASSERT(identity.accounts == std::vector<model::AccountIndex>(expected.begin(), expected.end()));
        for (auto const index : identity.accounts) {
            ++seen[index];
        }
    }
    RC_ASSERT(seen == std::vector<int>(accounts.size(), 1));
}

RC_GTEST_PROP(Identities, AreTheSameWhateverTheOrderOfTheMatches, (People const &people, Pairs const &pairs))
{
    auto const accounts = accounts_of(people);
    auto matches = matches_of(pairs, accounts.size());
    auto const expected = identity::identities(accounts, matches);
    std::reverse(matches.begin(), matches.end());
    for (auto &match : matches) {
        std::swap(match.first, match.second);
    }
    RC_ASSERT(std::ranges::equal(identity::identities(accounts, matches), expected, {}, &model::Identity::accounts,
                                 &model::Identity::accounts));
}

/// Whether the rule of this name may join the two, by its sentence in --help.
bool may_join(std::string_view rule, model::Folding const &folding, model::Account const &a, model::Account const &b)
{
    auto const has_text = !a.name.value_or("").empty() && !b.name.value_or("").empty();
    auto const same_text = has_text && folding.fold(*a.name) == folding.fold(*b.name);
    auto const shares = std::any_of(a.keys.begin(), a.keys.end(), [&](auto key) {
        return std::find(b.keys.begin(), b.keys.end(), key) != b.keys.end();
    });
    auto const same_set = shares && std::ranges::equal(a.keys, b.keys);
    if (rule == "same-column") {
        return same_text;
    }
    if (rule == "same-key") {
        return shares;
    }
    if (rule == "same-key-set") {
        return same_set;
    }
    return same_text && (rule == "same-name-and-key" ? shares : same_set);
}

/// Every pair of different sources that the rule may join, by trying all.
Matches all_pairs(model::MatchRule const &rule, model::Folding const &folding, Accounts const &accounts)
{
    Matches result;
    for (model::AccountIndex i = 0; i < accounts.size(); ++i) {
        for (model::AccountIndex j = i + 1; j < accounts.size(); ++j) {
            if (accounts[i].source != accounts[j].source && may_join(rule.name, folding, accounts[i], accounts[j])) {
                auto const by_text = rule.compares != model::MatchRule::Compares::keys;
                result.push_back({i, j, rule.name, by_text});
            }
        }
    }
    return result;
}

model::MatchRule some_rule()
{
    return rules::match_rules()[*rc::gen::inRange<std::size_t>(0, rules::match_rules().size())];
}

model::Folding some_folding() { return rules::foldings()[*rc::gen::inRange<std::size_t>(0, rules::foldings().size())]; }

RC_GTEST_PROP(MatchRules, JoinNobodyWithoutEvidence, (People const &people))
{
    auto const accounts = accounts_of(people);
    auto const rule = some_rule();
    auto const folding = some_folding();
    auto const allowed = all_pairs(rule, folding, accounts);
    for (auto const &match : testing::found(rule, accounts, folding)) {
        RC_ASSERT(std::find(allowed.begin(), allowed.end(), match) != allowed.end());
    }
}

RC_GTEST_PROP(MatchRules, ConnectWhatAllPairsWithEvidenceConnect, (People const &people))
{
    auto const accounts = accounts_of(people);
    auto const rule = some_rule();
    auto const folding = some_folding();
    auto const expected = all_pairs(rule, folding, accounts);
    auto const actual = testing::found(rule, accounts, folding);
    for (model::AccountIndex i = 0; i < accounts.size(); ++i) {
        RC_ASSERT(reachable(i, actual) == reachable(i, expected));
    }
}

RC_GTEST_PROP(MatchRules, ConnectTheSameWhateverTheOrderOfTheAccounts, (People const &people))
{
    auto const accounts = accounts_of(people);
    auto const rule = some_rule();
    auto const folding = some_folding();
    auto const other = testing::shuffled(accounts);
    auto const connected = [&](Accounts const &list, std::vector<model::AccountIndex> const &was) {
        std::vector<std::vector<model::AccountIndex>> parts;
        for (auto const &identity : identity::identities(list, testing::found(rule, list, folding))) {
            parts.push_back(identity.accounts);
        }
        return groups(parts, was);
    };
    RC_ASSERT(connected(other.accounts, other.was) == connected(accounts, testing::all_of(accounts)));
}

RC_GTEST_PROP(MatchRules, SayEveryPairInSmallGroups, (People const &people))
{
    auto const rule = some_rule();
    auto const folding = some_folding();
    auto const accounts = accounts_of(
        {people.begin(), people.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(people.size(), 64))});
    RC_ASSERT(testing::matched(rule, accounts, folding) == all_pairs(rule, folding, accounts));
}

} // namespace
} // namespace tributary::identity
