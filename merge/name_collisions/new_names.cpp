#include "merge/name_collisions/new_names.hpp"

#include "merge/model/expect_found.hpp"
#include "merge/name_collisions/claim_strength.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

namespace tributary::name_collisions {
namespace {

using model::AccountIndex;
using plan::Decision;

class Namer {
public:
    Namer(job::Job const &job, identity::Accounts &accounts, model::MappedTable const &users,
          identity::People const &people, answers::Answers &answers)
        : m_job(job), m_accounts(accounts), m_users(users), m_people(people), m_answers(answers),
          m_allocator(accounts.names, accounts.folding, limits(job, accounts, users))
    {
        for (auto const &source : accounts.sources) {
            m_affixes.push_back(plan::affixes(job.plan, source));
            auto const &around = m_affixes.back();
            if (m_allocator.is_too_long(around.before + around.after + "x")) {
                throw plan::plan_error(job.plan, job.plan.users.suffix_position,
                                       fmt::format("`suffix`: \"{}{}\" leaves nothing of a name of {} characters",
                                                   around.before, around.after, max_length(job, users)),
                                       "shorten it, or widen the target's column");
            }
        }
        for (std::size_t i = 0; i < people.identities.size(); ++i) {
            if (people.identities[i].accounts.size() > 1) {
                m_joined[people.identities[i].accounts.front()] = i;
            }
        }
    }

    /// What the operator's answers say of who claims a name.
    struct AnsweredClaims {
        std::vector<identity::Join> joins; ///< the two claimants are one person
        std::set<AccountIndex> keepers;    ///< with whom a name stays, though others have the stronger claim
    };

    AnsweredClaims answered_claims(std::vector<Collision> const &collisions)
    {
        AnsweredClaims result;
        std::map<std::string, AccountIndex> keeping;
        for (auto const &collision : collisions) {
            auto const asked = question(collision.gives_up, collision.keeps);
            auto const answer = m_answers.find(asked);
            if (!answer) {
                continue;
            }
            if (answer->decision == Decision::merge) {
                m_answers.obeyed(answer->number);
                result.joins.push_back({collision.keeps, collision.gives_up, *answer});
            }
            if (answer->decision != Decision::keep &&
                (answer->decision != Decision::survivor || answer->word != source_of(collision.gives_up))) {
                continue;
            }
            m_answers.obeyed(answer->number);
            auto const [first, is_first] = keeping.emplace(collision.name, collision.gives_up);
            if (is_first) {
                result.keepers.insert(collision.gives_up);
                continue;
            }
            m_answers.refuse(asked, "two answers keep this name");
            m_answers.refuse(question(first->second, collision.keeps), "two answers keep this name");
            result.keepers.erase(first->second);
        }
        return result;
    }

    /// What is asked because it has no answer.
    std::vector<model::ConflictFact> questions() && { return std::move(m_questions); }

    std::vector<NameDecision> decide(std::vector<Collision> const &collisions)
    {
        std::vector<NameDecision> result;
        std::set<AccountIndex> giving_up;
        for (auto const &collision : collisions) {
            result.push_back(
                {collision.gives_up, collision.keeps, *m_accounts.list()[collision.keeps].name, {}, {}, {}});
            giving_up.insert(collision.gives_up);
        }
        for (auto const &identity : m_people.identities) {
            auto const survivor = identity.accounts.front();
            auto const &name = m_accounts.list()[survivor].name;
            if (name && m_allocator.is_too_long(*name) && !giving_up.contains(survivor)) {
                result.push_back({survivor, survivor, *name, {}, {}, {}});
            }
        }
        for (auto &decision : result) {
            take_answered_name(decision);
        }
        for (auto &decision : result) {
            if (!decision.new_name) {
                take_proposed_name(decision);
            }
        }
        return result;
    }

private:
    static std::int64_t max_length(job::Job const &job, model::MappedTable const &users)
    {
        auto const column = model::expect_named(users.target.columns, users.name_column, "column").max_length;
        auto const plan_limit = job.plan.users.names.max_length;
        return column == 0 ? plan_limit : plan_limit == 0 ? column : std::min(column, plan_limit);
    }

    static NameLimits limits(job::Job const &job, identity::Accounts const &accounts, model::MappedTable const &users)
    {
        std::set<std::string> reserved;
        for (auto const &name : job.plan.users.names.reserved) {
            reserved.insert(accounts.folding.fold(name));
        }
        return {max_length(job, users), job.rules.pattern,
                [reserved = std::move(reserved)](std::string const &name) { return reserved.contains(name); }};
    }

    std::string const &source_of(AccountIndex account) const
    {
        return m_accounts.sources[m_accounts.list()[account].source];
    }

    std::span<AccountIndex const> identity_of(AccountIndex const &survivor) const
    {
        auto const found = m_joined.find(survivor);
        return found == m_joined.end() ? std::span(&survivor, 1)
                                       : std::span(m_people.identities[found->second].accounts);
    }

    model::ConflictFact question(AccountIndex account, AccountIndex keeper) const
    {
        auto const &list = m_accounts.list();
        auto const contested = account != keeper;
        auto const same = list[account].name == list[keeper].name;
        return {{},
                "name",
                m_accounts.label_of(account),
                m_users.target.label,
                list[account].id,
                contested ? m_accounts.label_of(keeper) + " " + m_accounts.label_of(account)
                          : m_accounts.label_of(account),
                !contested ? fmt::format("the name is longer than {} characters", max_length(m_job, m_users))
                : same     ? "both are named " + *list[account].name
                           : fmt::format("{} and {} are the same name ({})", *list[keeper].name, *list[account].name,
                                         m_accounts.folding.name),
                {}};
    }

    std::string reason(NameDecision const &decision) const
    {
        return decision.account == decision.keeper ? question(decision.account, decision.keeper).evidence
                                                   : "the name is kept by " + m_accounts.label_of(decision.keeper);
    }

    /// rename:<new>, before any policy hands names out.
    void take_answered_name(NameDecision &decision)
    {
        auto const asked = question(decision.account, decision.keeper);
        auto const answer = m_answers.find(asked);
        if (!answer || answer->decision != Decision::rename) {
            return;
        }
        if (auto const problem = m_allocator.problem(answer->word, identity_of(decision.account))) {
            m_answers.refuse(asked, *problem);
            return;
        }
        m_answers.obeyed(answer->number);
        m_allocator.hand_out(answer->word);
        decision.new_name = answer->word;
        decision.rule = "override";
        decision.reason = reason(decision);
    }

    void take_proposed_name(NameDecision &decision)
    {
        auto const &account = m_accounts.list()[decision.account];
        auto const around = decision.account == decision.keeper ? plan::Affixes{} : m_affixes[account.source];
        auto const proposal = m_allocator.propose(m_job.rules.on_collision, *account.name, around);
        if (proposal) {
            m_allocator.hand_out(*proposal);
        }
        auto asked = question(decision.account, decision.keeper);
        asked.proposal = proposal ? "rename:" + *proposal : "";
        auto const answer = m_answers.find(asked);
        auto const decided = !answer ? m_job.rules.on_collision.decides : is_answered(asked, *answer, decision);
        if (decided && proposal) {
            decision.new_name = proposal;
            decision.rule = !answer ? std::string(m_job.rules.on_collision.name) : "override";
            decision.reason = reason(decision);
        } else if (!m_people.undecided[decision.account] || !m_people.undecided[decision.keeper]) {
            asked.evidence += proposal ? "" : "; no new name that the plan and the target allow can be derived from it";
            asked.evidence += m_answers.why_not(asked);
            m_questions.push_back(std::move(asked));
        }
    }

    /// True if the answer says, or has led to it, that this account takes the proposed name.
    bool is_answered(model::ConflictFact const &asked, answers::GivenAnswer const &answer, NameDecision const &decision)
    {
        auto const refuse = [&](std::string const &why) {
            if (m_answers.problem(answer.number).empty()) { // preferred() may have said more
                m_answers.refuse(asked, why);
            }
            return false;
        };
        auto const contested = decision.account != decision.keeper;
        auto const keeps = contested ? "the name stays with " + m_accounts.label_of(decision.keeper) : asked.evidence;
        switch (answer.decision) {
        case Decision::rename: return false; // take_answered_name() has looked at it
        case Decision::merge:
            return refuse(contested ? "another answer keeps these accounts separate"
                                    : "no other account claims the name");
        case Decision::keep: return refuse(keeps);
        case Decision::survivor:
            if (!contested || answer.word == source_of(decision.account)) {
                return refuse(keeps);
            }
            if (answer.word != source_of(decision.keeper)) {
                return refuse("none of these accounts is from source \"" + answer.word + "\"");
            }
            break;
        default: break;
        }
        // all decisions allowed for a name, for the message; those that to() is not asked for are handled above
        auto const taken = contested ? m_answers.to(asked, {Decision::accept, Decision::separate, Decision::rename,
                                                            Decision::keep, Decision::survivor, Decision::merge})
                                     : m_answers.to(asked, {Decision::accept, Decision::separate, Decision::rename});
        return taken.has_value();
    }

    job::Job const &m_job;
    identity::Accounts &m_accounts;
    model::MappedTable const &m_users;
    identity::People const &m_people;
    answers::Answers &m_answers;
    NameAllocator m_allocator;
    std::vector<model::ConflictFact> m_questions;
    std::vector<plan::Affixes> m_affixes;                   ///< of each source
    std::unordered_map<AccountIndex, std::size_t> m_joined; ///< identities of several accounts, by their survivor
};

} // namespace

NewNames decide_names(job::Job const &job, staging::Staging const &staging, identity::Accounts &accounts,
                      model::Mapping const &mapping, identity::People const &people, answers::Answers &answers)
{
    auto const &users = model::users_of(mapping);
    Namer namer(job, accounts, users, people, answers);
    auto const claims = contested_claims(people.identities, accounts.names);
    auto const strength = name_collisions::claim_strength(job, staging, accounts, mapping, claims);
    auto collisions = name_collisions::collisions(claims, accounts.names, strength);
    auto [joins, keepers] = namer.answered_claims(collisions);
    auto const is_known = [&](auto const &join) {
        return people.joined.contains(std::minmax(join.first, join.second));
    };
    if (!std::all_of(joins.begin(), joins.end(), is_known)) {
        return {{}, {}, std::move(joins)};
    }
    if (!keepers.empty()) {
        std::set<AccountIndex> bearers;
        for (auto const &claim : claims) {
            if (keepers.contains(claim.survivor)) {
                bearers.insert(claim.bearer);
            }
        }
        collisions = name_collisions::collisions(claims, accounts.names, [&](AccountIndex account) {
            return bearers.contains(account) ? std::pair(std::int64_t{-1}, std::int64_t{0}) : strength(account);
        });
    }
    auto decisions = namer.decide(collisions);
    return {std::move(decisions), std::move(namer).questions(), {}};
}

} // namespace tributary::name_collisions
