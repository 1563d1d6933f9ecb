#include "merge/name_collisions/names.hpp"

#include "merge/model/characters.hpp"
#include "merge/model/terminal.hpp"
#include "merge/model/words.hpp"

#include <algorithm>
#include <tuple>

namespace tributary::name_collisions {
namespace {

/// What Unicode calls a space (its category Zs).
bool is_blank(char32_t code)
{
    return code == U' ' || code == U'\u00a0' || code == U'\u1680' || (code >= U'\u2000' && code <= U'\u200a') ||
           code == U'\u202f' || code == U'\u205f' || code == U'\u3000';
}

/// UTF-8, with no control or invisible character, and no blank at either end.
bool is_printable(std::string_view name)
{
    if (model::printable(name) != name) {
        return false;
    }
    char32_t first = 0;
    char32_t last = 0;
    for (std::size_t at = 0; at < name.size();) {
        auto const character = model::character_at(name, at);
        first = at == 0 ? character.code : first;
        last = character.code;
        at += character.bytes;
    }
    return !is_blank(first) && !is_blank(last);
}

/// Behind the claims to the same name in the same group.
template <typename Iterator> Iterator end_of_contest(Iterator begin, Iterator end)
{
    return std::find_if(begin, end,
                        [&](auto const &claim) { return claim.name != begin->name || claim.group != begin->group; });
}

} // namespace

std::vector<Claim> contested_claims(std::span<model::Identity const> identities, identity::FoldedNames const &names,
                                    std::span<std::uint32_t const> group_of)
{
    std::vector<std::uint32_t> claimants(names.texts.size() + 1);
    for (auto const &identity : identities) {
        ++claimants[names.of[identity.accounts.front()]];
    }
    std::vector<Claim> claims;
    for (auto const &identity : identities) {
        auto const survivor = identity.accounts.front();
        auto const name = names.of[survivor];
        auto const group = group_of.empty() ? 1 : group_of[survivor];
        if (name == 0 || group == 0 || claimants[name] < 2) {
            continue;
        }
        for (auto const account : identity.accounts) {
            if (names.of[account] == name) {
                claims.push_back({name, group, survivor, account});
            }
        }
    }
    std::sort(claims.begin(), claims.end(), [&](Claim const &a, Claim const &b) {
        auto const order = a.name == b.name ? 0 : names.texts.text(a.name).compare(names.texts.text(b.name));
        return order != 0 ? order < 0
                          : std::tie(a.group, a.survivor, a.bearer) < std::tie(b.group, b.survivor, b.bearer);
    });
    std::vector<Claim> contested;
    for (auto begin = claims.begin(); begin != claims.end();) {
        auto const end = end_of_contest(begin, claims.end());
        if (begin->survivor != std::prev(end)->survivor) {
            contested.insert(contested.end(), begin, end);
        }
        begin = end;
    }
    return contested;
}

std::vector<Collision> collisions(std::span<Claim const> claims, identity::FoldedNames const &names,
                                  Strength const &strength, MayBothStay const &may_both_stay)
{
    using Strong = std::tuple<std::pair<std::int64_t, std::int64_t>, model::AccountIndex>;
    std::vector<Collision> result;
    for (auto begin = claims.begin(); begin != claims.end();) {
        auto const end = end_of_contest(begin, claims.end());
        std::vector<Strong> strongest;
        for (auto claim = begin; claim != end; ++claim) {
            Strong const strong{strength(claim->bearer), claim->survivor};
            if (claim == begin || std::prev(claim)->survivor != claim->survivor) {
                strongest.push_back(strong);
            } else {
                strongest.back() = std::min(strongest.back(), strong);
            }
        }
        std::sort(strongest.begin(), strongest.end());
        std::vector<model::AccountIndex> keepers;
        for (auto const &strong : strongest) {
            auto const survivor = std::get<1>(strong);
            auto const keeper = std::find_if(keepers.begin(), keepers.end(), [&](auto other) {
                return !may_both_stay || !may_both_stay(other, survivor);
            });
            if (keeper == keepers.end()) {
                keepers.push_back(survivor);
            } else {
                result.push_back({std::string(names.texts.text(begin->name)), *keeper, survivor});
            }
        }
        begin = end;
    }
    return result;
}

std::vector<std::int64_t> claim_ranks(std::span<std::string const> sources, std::span<std::string const> yields)
{
    std::vector<std::int64_t> rank;
    for (auto const &source : sources) {
        rank.push_back(yields.end() - std::find(yields.begin(), yields.end(), source));
    }
    return rank;
}

NameAllocator::NameAllocator(identity::FoldedNames &names, model::Folding const &folding, NameLimits limits)
    : m_names(names), m_folding(folding), m_limits(std::move(limits)), m_bearers(names.texts.size() + 1)
{
    for (auto const name : names.of) {
        ++m_bearers[name];
    }
}

std::optional<std::string> NameAllocator::propose(model::NamePolicy const &policy, std::string_view name,
                                                  plan::Affixes const &around,
                                                  std::function<bool(std::string_view)> const &accepts)
{
    std::function<bool(std::string_view)> const legal = [&](std::string_view candidate) {
        return (!m_limits.matches || m_limits.matches(candidate)) && (!accepts || accepts(candidate));
    };
    std::function<bool(std::string_view)> const taken = [&](std::string_view candidate) {
        auto const folded = m_folding.fold(candidate);
        return m_names.texts.find(folded) != 0 || (m_limits.is_reserved && m_limits.is_reserved(folded)) ||
               (m_limits.is_taken && m_limits.is_taken(folded));
    };
    auto const key = std::string(name) + '\0' + around.before + '\0' + around.after;
    auto &first_number = m_first_numbers.try_emplace(key, 1).first->second;
    return policy.propose({name, around.before, around.after, m_limits.max_length, &legal, &taken, &first_number});
}

std::optional<std::string> NameAllocator::problem(std::string const &name,
                                                  std::span<model::AccountIndex const> identity) const
{
    if (is_too_long(name)) {
        return "it is longer than " + model::counted(m_limits.max_length, "character", "characters");
    }
    if (!is_printable(name)) {
        return "it has control or invisible characters, or blanks at either end, or is not UTF-8";
    }
    auto const folded = m_folding.fold(name);
    if (m_limits.is_reserved && m_limits.is_reserved(folded)) {
        return "the name is reserved";
    }
    if (m_limits.is_taken && m_limits.is_taken(folded)) {
        return "the name is taken";
    }
    if (m_limits.matches && !m_limits.matches(name)) {
        return "it does not match the plan's pattern";
    }
    auto const id = m_names.texts.find(folded);
    if (id == 0) {
        return std::nullopt;
    }
    auto const own =
        std::count_if(identity.begin(), identity.end(), [&](auto account) { return m_names.of[account] == id; });
    auto const is_own = own > 0 && m_bearers.at(id) == static_cast<std::uint32_t>(own);
    return is_own ? std::nullopt : std::optional("the name is taken");
}

void NameAllocator::hand_out(std::string const &name) { m_names.texts.intern(m_folding.fold(name)); }

bool NameAllocator::is_too_long(std::string_view name) const
{
    return m_limits.max_length > 0 && model::characters(name) > static_cast<std::size_t>(m_limits.max_length);
}

} // namespace tributary::name_collisions
