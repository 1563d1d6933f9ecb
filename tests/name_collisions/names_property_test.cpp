#include "merge/name_collisions/names.hpp"
#include "rules/all.hpp"
#include "rules/pattern.hpp"
#include "rules/rules.hpp"
#include "tests/testing/matching.hpp"
#include "tests/testing/populations.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <set>

/// What people are called in the end, in whatever population.
namespace tributary::name_collisions {
namespace {

using testing::People;
using Accounts = std::vector<model::Account>;
using Identities = std::vector<model::Identity>;
using Indices = std::vector<model::AccountIndex>;
using Words = std::vector<std::string>;

std::int64_t characters(std::string const &text)
{
    return std::count_if(text.begin(), text.end(),
                         [](char c) { return (static_cast<unsigned char>(c) & 0xc0U) != 0x80U; });
}

/// What a plan may say of names.
struct Terms {
    model::Folding folding = rules::foldings()[*rc::gen::inRange<std::size_t>(0, rules::foldings().size())];
    std::int64_t max_length = *rc::gen::element(0, 4, 5, 6, 8, 50);
    std::string pattern = *rc::gen::element<std::string>("", "^[a-z0-9]+$", "^[^ ]*$");
    std::string reserved = *rc::gen::element<std::string>("", "bobtmp2", "bobx", "tmp-bob");
    plan::Affixes around = *rc::gen::element(plan::Affixes{"", "tmp"}, plan::Affixes{"", "x"},
                                             plan::Affixes{"tmp-", ""}, plan::Affixes{"", ""});
    std::vector<std::int64_t> rank = *rc::gen::container<std::vector<std::int64_t>>(4, rc::gen::inRange(0, 3));

    NameLimits limits() const
    {
        return {max_length, pattern.empty() ? std::function<bool(std::string_view)>() : rules::matcher(pattern),
                [reserved = folding.fold(reserved)](std::string const &name) { return name == reserved; }};
    }
};

/// People who contest names, and what those who give them up are called.
struct Contest {
    Contest(Accounts list, Terms const &terms)
        : accounts(std::move(list)), names(identity::fold_names(accounts, terms.folding)), people(identities_of()),
          contested(collisions(contested_claims(people, names), names,
                               [&](auto bearer) { return std::pair(terms.rank[accounts[bearer].source], 0); }))
    {
        NameAllocator allocator(names, terms.folding, terms.limits());
        for (auto const &collision : contested) {
            auto const name = allocator.propose(rules::suffix, *accounts[collision.gives_up].name, terms.around);
            new_names[collision.gives_up] = name;
            if (name) {
                allocator.hand_out(*name);
            }
        }
    }

    Identities identities_of() const
    {
        std::vector<model::Match> joins;
        auto const matches = testing::matched(rules::same_name_and_key, accounts, rules::fold_case);
        for (auto const &part : testing::people_of(accounts, matches, names.of)) {
            for (auto const account : part) {
                joins.push_back({part.front(), account, {}});
            }
        }
        return identity::identities(accounts, joins);
    }

    Accounts accounts;
    identity::FoldedNames names;
    Identities people;
    std::vector<Collision> contested;
    std::map<model::AccountIndex, std::optional<std::string>> new_names;
};

Contest some_contest(People const &people, Terms const &terms) { return {testing::accounts_of(people), terms}; }

RC_GTEST_PROP(NewNames, AreLegalAndFit, (People const &people))
{
    Terms const terms;
    auto const limits = terms.limits();
    for (auto const &[account, name] : some_contest(people, terms).new_names) {
        if (name) {
            RC_ASSERT(!name->empty());
            RC_ASSERT((terms.max_length == 0 || characters(*name) <= terms.max_length));
            RC_ASSERT((!limits.matches || limits.matches(*name)));
            RC_ASSERT(terms.folding.fold(*name) != terms.folding.fold(terms.reserved));
        }
    }
}

RC_GTEST_PROP(NewNames, AreNobodysUnderTheFolding, (People const &people))
{
    Terms const terms;
    auto const contest = some_contest(people, terms);
    std::set<std::string> taken;
    for (auto const &account : contest.accounts) {
        taken.insert(terms.folding.fold(account.name.value_or("")));
    }
    for (auto const &[account, name] : contest.new_names) {
        if (name) {
            RC_ASSERT(taken.insert(terms.folding.fold(*name)).second);
        }
    }
}

RC_GTEST_PROP(NewNames, LeaveNoTwoIdentitiesWithOneFoldedName, (People const &people))
{
    Terms const terms;
    auto const contest = some_contest(people, terms);
    std::set<std::string> ends;
    for (auto const &identity : contest.people) {
        auto const survivor = identity.accounts.front();
        auto name = contest.accounts[survivor].name;
        if (auto const given_up = contest.new_names.find(survivor); given_up != contest.new_names.end()) {
            name = given_up->second; // nothing: the operator is asked
        }
        if (name && !name->empty()) {
            RC_ASSERT(ends.insert(terms.folding.fold(*name)).second);
        }
    }
}

RC_GTEST_PROP(NewNames, AreFoundWhereNothingForbidsThem, (People const &people))
{
    Terms terms;
    terms.max_length = 0;
    terms.pattern = "";
    terms.reserved = "";
    for (auto const &[account, name] : some_contest(people, terms).new_names) {
        RC_ASSERT(name.has_value());
    }
}

RC_GTEST_PROP(Collisions, AreGivenUpOnlyAgainstAStrongerClaim, (People const &people))
{
    Terms const terms;
    auto const contest = some_contest(people, terms);
    auto const strength = [&](model::AccountIndex survivor) {
        auto const identity = std::find_if(contest.people.begin(), contest.people.end(),
                                           [&](auto const &one) { return one.accounts.front() == survivor; });
        std::pair strongest{std::int64_t{100}, survivor};
        for (auto const one : identity->accounts) {
            if (contest.names.of[one] == contest.names.of[survivor]) {
                strongest.first = std::min(strongest.first, terms.rank[contest.accounts[one].source]);
            }
        }
        return strongest;
    };
    for (auto const &collision : contest.contested) {
        RC_ASSERT(terms.folding.fold(*contest.accounts[collision.keeps].name) == collision.name);
        RC_ASSERT(terms.folding.fold(*contest.accounts[collision.gives_up].name) == collision.name);
        RC_ASSERT(strength(collision.keeps) < strength(collision.gives_up));
    }
}

RC_GTEST_PROP(Collisions, LeaveEachContestedNameToOneIdentity, (People const &people))
{
    Terms const terms;
    auto const contest = some_contest(people, terms);
    std::map<std::string, std::set<model::AccountIndex>> bearers;
    for (auto const &identity : contest.people) {
        auto const &name = contest.accounts[identity.accounts.front()].name;
        if (name && !name->empty()) {
            bearers[terms.folding.fold(*name)].insert(identity.accounts.front());
        }
    }
    for (auto const &collision : contest.contested) {
        RC_ASSERT(bearers[collision.name].erase(collision.gives_up) == 1U);
    }
    for (auto const &[name, left] : bearers) {
        RC_ASSERT(left.size() == 1U);
    }
}

/// Leaves out who is called as an earlier account of his own service: between the two only their ids decide.
Accounts without_namesakes(Accounts const &accounts, model::Folding const &folding)
{
    std::set<std::pair<std::uint32_t, std::string>> seen;
    Accounts result;
    for (auto const &one : accounts) {
        auto const name = one.name.value_or("");
        if (name.empty() || seen.emplace(one.source, folding.fold(name)).second) {
            result.push_back(one);
        }
    }
    return result;
}

RC_GTEST_PROP(NewNames, AreTheSameWhateverTheOrderOfTheAccounts, (People const &people))
{
    Terms const terms;
    auto const accounts = without_namesakes(testing::accounts_of(people), terms.folding);
    auto const other = testing::shuffled(accounts);
    Contest const contest(accounts, terms);
    std::map<model::AccountIndex, std::optional<std::string>> as_before;
    for (auto const &[account, name] : Contest(other.accounts, terms).new_names) {
        as_before[other.was[account]] = name;
    }
    RC_ASSERT(as_before == contest.new_names);
}

} // namespace
} // namespace tributary::name_collisions
