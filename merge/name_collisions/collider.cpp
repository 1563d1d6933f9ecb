#include "merge/name_collisions/collider.hpp"

#include "merge/model/words.hpp"
#include "merge/name_collisions/claim_strength.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <utility>

namespace tributary::name_collisions {
namespace {

using model::AccountIndex;

/// Old neighbours: two people of one service whose names the target's own keys tell apart may both keep theirs. Without
/// such a key these are all names.
MayBothStay may_both_stay(identity::Accounts const &accounts, identity::People const &people, bool has_key)
{
    if (has_key && accounts.folding.name == accounts.key_folding.name) {
        return {};
    }
    std::map<AccountIndex, std::vector<AccountIndex>> joined;
    for (auto const &identity : people.identities) {
        if (identity.accounts.size() > 1) {
            joined.emplace(identity.accounts.front(), identity.accounts);
        }
    }
    auto const sources_of = [&accounts, joined = std::move(joined)](AccountIndex survivor) {
        std::set<std::uint32_t> sources{accounts.list()[survivor].source};
        if (auto const found = joined.find(survivor); found != joined.end()) {
            for (auto const account : found->second) {
                if (accounts.names.of[account] == accounts.names.of[survivor]) {
                    sources.insert(accounts.list()[account].source);
                }
            }
        }
        return sources;
    };
    return [&accounts, has_key, sources_of](AccountIndex first, AccountIndex second) {
        auto const fold = accounts.key_folding.fold;
        if (has_key && fold(*accounts.list()[first].name) == fold(*accounts.list()[second].name)) {
            return false;
        }
        auto const theirs = sources_of(second);
        auto const own = sources_of(first);
        return std::any_of(own.begin(), own.end(), [&](auto source) { return theirs.contains(source); });
    };
}

/// The empty texts among the names; none of them: empty.
identity::FoldedNames empty_names(identity::Accounts const &accounts)
{
    auto const is_empty = [](auto const &account) { return account.name && account.name->empty(); };
    auto const &list = accounts.list();
    identity::FoldedNames result;
    if (std::count_if(list.begin(), list.end(), is_empty) > 1) {
        auto const id = result.texts.intern("");
        for (auto const &account : list) {
            result.of.push_back(is_empty(account) ? id : 0);
        }
    }
    return result;
}

} // namespace

Collider::Collider(job::Job const &job, staging::Staging const &staging, identity::Accounts const &accounts,
                   model::Mapping const &mapping, identity::People const &people, Contest const &contest)
    : m_accounts(accounts), m_may_both_stay(may_both_stay(accounts, people, contest.has_key())),
      m_empty_names(empty_names(accounts))
{
    auto scopes = contest.scopes;
    if (contest.is_asked) {
        scopes.emplace_back(); // to see whether there is anything to ask
    }
    std::vector<Claim> all;
    auto const contest_for = [&](identity::FoldedNames const &names, NameScope const &scope) {
        auto claims = contested_claims(people.identities, names, scope.group_of);
        all.insert(all.end(), claims.begin(), claims.end());
        m_contested.push_back({names, std::move(claims)});
    };
    for (auto const &scope : scopes) {
        contest_for(m_accounts.names, scope);
        if (scope.is_key && !m_empty_names.of.empty()) {
            contest_for(m_empty_names, scope);
        }
    }
    m_strength = claim_strength(job, staging, accounts, mapping, all);
}

std::vector<Collision> Collider::collisions() const
{
    std::vector<Collision> result;
    std::set<AccountIndex> giving_up;
    for (auto const &[names, claims] : m_contested) {
        for (auto &collision : name_collisions::collisions(claims, names, m_strength, m_may_both_stay)) {
            if (giving_up.insert(collision.gives_up).second) {
                result.push_back(std::move(collision));
            }
        }
    }
    std::stable_sort(result.begin(), result.end(), [](auto const &a, auto const &b) { return a.name < b.name; });
    return result;
}

void Collider::prefer(std::set<AccountIndex> const &keepers)
{
    std::set<AccountIndex> bearers;
    for (auto const &contested : m_contested) {
        for (auto const &claim : contested.claims) {
            if (keepers.contains(claim.survivor)) {
                bearers.insert(claim.bearer);
            }
        }
    }
    m_strength = [bearers = std::move(bearers), strength = m_strength](AccountIndex account) {
        return bearers.contains(account) ? std::pair(std::int64_t{-1}, std::int64_t{0}) : strength(account);
    };
}

void Collider::leave_out(std::set<AccountIndex> const &survivors)
{
    for (auto &contested : m_contested) {
        std::erase_if(contested.claims, [&](auto const &claim) { return survivors.contains(claim.survivor); });
    }
}

model::ConflictFact whether_unique(identity::Accounts const &accounts, model::MappedTable const &users,
                                   std::vector<Collision> const &collisions)
{
    constexpr std::size_t shown = 3;
    std::set<std::string> names;
    std::string examples;
    for (auto const &collision : collisions) {
        if (names.insert(collision.name).second && names.size() <= shown) {
            examples += (examples.empty() ? "" : ", ") + *accounts.list()[collision.keeps].name;
        }
    }
    auto const column = users.target.label + "." + users.name_column;
    model::ConflictFact question;
    question.kind = "names";
    question.table = users.target.label;
    question.claimants = column;
    question.evidence = fmt::format(
        "{} ({}{}), and no unique key of the target is over {}: unique = true if the application keeps such names "
        "apart (as a login), false if equal ones may stay (as full names)",
        model::counted(names.size(), "name has several accounts", "names have several accounts each"), examples,
        names.size() > shown ? ", …" : "", column);
    question.proposal = "# One of these, as the application keeps such names apart or not:\n# [users]\n"
                        "# names = { unique = true }\n# or\n# [users]\n# names = { unique = false }";
    return question;
}

} // namespace tributary::name_collisions
