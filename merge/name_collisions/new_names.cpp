#include "merge/name_collisions/new_names.hpp"

#include "merge/model/expect_found.hpp"
#include "merge/model/words.hpp"
#include "merge/name_collisions/answered_claims.hpp"
#include "merge/name_collisions/claim_strength.hpp"
#include "merge/name_collisions/collider.hpp"
#include "merge/name_collisions/name_checks.hpp"
#include "merge/name_collisions/name_questions.hpp"
#include "merge/name_collisions/surviving_names.hpp"
#include "merge/plan/overrides.hpp"

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
    Namer(job::Job const &job, staging::Staging const &staging, identity::Accounts &accounts,
          model::MappedTable const &users, identity::People const &people, Contest const &contest,
          answers::Answers &answers)
        : m_job(job), m_accounts(accounts), m_users(users), m_people(people), m_contest(contest), m_answers(answers),
          m_allocator(accounts.names, accounts.folding, name_limits(job, accounts, users, contest.taken)),
          m_checks(job, staging, users, accounts), m_ranks(claim_ranks(accounts.sources, job.plan.users.yields)),
          m_affixes(affixes(job, accounts, users))
    {
        for (std::size_t i = 0; i < people.identities.size(); ++i) {
            if (people.identities[i].accounts.size() > 1) {
                m_joined[people.identities[i].accounts.front()] = i;
            }
        }
    }

    /// Survivors that get the name of another of their accounts, because the plan's survivorship says so and no answer
    /// says otherwise. Their claims are not to be counted. One whose name is not free is asked about.
    std::set<AccountIndex> rename_by_survivorship(std::map<AccountIndex, AccountIndex> const &chosen)
    {
        std::set<AccountIndex> renamed;
        std::set<std::string> answered;
        for (auto const &answer : m_answers.statements("name")) {
            if (answer.decision == Decision::rename) {
                answered.insert(answer.account);
            }
        }
        for (auto const &[survivor, bearer] : chosen) {
            auto const label = m_accounts.label_of(survivor);
            if (answered.contains(label)) {
                continue;
            }
            auto const &name = *m_accounts.list()[bearer].name;
            NameDecision decision{survivor, survivor, label, name, rule_of_name(m_job.plan), {}};
            decision.reason = "the name of " + m_accounts.label_of(bearer);
            if (auto const why = problem(name, survivor)) {
                auto asked = m_questioner.about(decision);
                asked.evidence = decision.rule + " gives it the name " + name + ", but " + *why;
                m_questions.push_back(std::move(asked));
                continue;
            }
            m_allocator.hand_out(name);
            m_taken_up.insert(survivor);
            m_renamed.push_back(std::move(decision));
            renamed.insert(survivor);
        }
        return renamed;
    }

    /// Survivors that an answer renames though their name is contested by nobody or is theirs to keep. Their claims are
    /// not to be counted. An answer that cannot be obeyed is asked about.
    std::set<AccountIndex> rename_by_answers(std::vector<Collision> const &collisions)
    {
        std::set<AccountIndex> asked;
        for (auto const &collision : collisions) {
            asked.insert(collision.gives_up);
        }
        auto const before = m_renamed.size();
        for (auto const &answer : m_answers.statements("name")) {
            if (answer.decision != Decision::rename || answer.account.empty()) {
                continue;
            }
            for (auto const survivor : survivors_called(answer, asked)) {
                if (m_taken_up.insert(survivor).second) {
                    take_statement(survivor, answer);
                }
            }
        }
        std::set<AccountIndex> renamed;
        for (auto position = before; position < m_renamed.size(); ++position) {
            renamed.insert(m_renamed[position].account);
        }
        return renamed;
    }

    /// What is asked because it has no answer.
    std::vector<model::ConflictFact> questions() && { return std::move(m_questions); }

    std::vector<NameDecision> decide(std::vector<Collision> const &collisions)
    {
        std::vector<NameDecision> result;
        std::set<AccountIndex> giving_up;
        for (auto const &renamed : m_renamed) {
            giving_up.insert(renamed.account);
        }
        for (auto const &collision : collisions) {
            result.push_back(
                {collision.gives_up, collision.keeps, *m_accounts.list()[collision.keeps].name, {}, {}, {}});
            result.back().needs_answer = result.back().contested.empty();
            giving_up.insert(collision.gives_up);
        }
        for (auto const &identity : m_people.identities) {
            auto const survivor = identity.accounts.front();
            auto const &name = m_accounts.list()[survivor].name;
            if (!name || giving_up.contains(survivor)) {
                continue;
            }
            if (auto const taken = taken_in(survivor)) {
                result.push_back({survivor, survivor, *name, {}, {}, {}, taken->label, taken->is_later});
            } else if (m_allocator.is_too_long(*name)) {
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
        result.insert(result.end(), m_renamed.begin(), m_renamed.end());
        return result;
    }

private:
    std::optional<NameHolder> taken_in(AccountIndex survivor) const
    {
        return m_contest.taken.empty() ? std::nullopt
                                       : strongest_holder(m_contest.taken, m_accounts, identity_of(survivor), m_ranks);
    }

    /// The identities that an answer's `account` names and that are not asked about, by their survivors; an account
    /// that is merged is refused.
    std::vector<AccountIndex> survivors_called(answers::GivenAnswer const &answer, std::set<AccountIndex> const &asked)
    {
        std::vector<AccountIndex> found;
        for (auto const &identity : m_people.identities) {
            for (auto const account : identity.accounts) {
                auto const &one = m_accounts.list()[account];
                if (!model::has_name(one) || (!answer.row.empty() && answer.row != one.id) ||
                    answer.account != m_accounts.label_of(account)) {
                    continue;
                }
                if (account == identity.accounts.front()) {
                    found.push_back(account);
                } else {
                    refuse(account, answer,
                           "the account is merged into " + m_accounts.label_of(identity.accounts.front()));
                }
            }
        }
        // those that are asked about find their answer by that
        std::erase_if(found, [&](auto survivor) {
            return asked.contains(survivor) || taken_in(survivor) ||
                   m_allocator.is_too_long(*m_accounts.list()[survivor].name);
        });
        if (found.size() > 1) {
            refuse(found.front(), answer, "several accounts have this name: say which `row`");
            found.clear();
        }
        return found;
    }

    /// Why an answer cannot give the account this name.
    std::optional<std::string> problem(std::string const &name, AccountIndex account)
    {
        auto const found = m_allocator.problem(name, identity_of(account));
        return !found && !m_checks.accepts(name, account) ? "a CHECK of the target refuses it" : found;
    }

    /// A plainer name where the target refuses the one that the policy finds, which is a question then.
    std::optional<std::string> propose(NameDecision &decision, plan::Affixes const &around)
    {
        auto const &name = *m_accounts.list()[decision.account].name;
        auto const is_accepted = [&](std::string_view one) { return m_checks.accepts(one, decision.account); };
        auto wanted = m_allocator.propose(m_job.rules.on_collision, name, around);
        if (!wanted || is_accepted(*wanted)) {
            return wanted;
        }
        decision.refused = *wanted;
        decision.needs_answer = true;
        return m_allocator.propose(m_job.rules.on_collision, name, around, is_accepted);
    }

    /// rename:<new> for an account that is not asked about.
    void take_statement(AccountIndex account, answers::GivenAnswer const &answer)
    {
        NameDecision decision{account,     account,    *m_accounts.list()[account].name,
                              answer.word, "override", "renamed by an answer"};
        if (decision.contested == answer.word) {
            m_answers.obeyed(answer.number);
            return;
        }
        if (auto const why = problem(answer.word, account)) {
            refuse(account, answer, *why);
            return;
        }
        m_answers.obeyed(answer.number);
        m_allocator.hand_out(answer.word);
        m_renamed.push_back(std::move(decision));
    }

    /// The answer cannot be obeyed, and the account is asked about, once, until it is withdrawn.
    void refuse(AccountIndex account, answers::GivenAnswer const &answer, std::string const &why)
    {
        m_answers.refuse(answer.number, why);
        if (m_refused.insert(account).second) {
            auto &asked = m_questions.emplace_back(m_questioner.about(account, account));
            asked.evidence = "an answer gives it the name " + answer.word + ", but " + why;
        }
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

    /// rename:<new>, or the new name that was shown and accepted, before any policy hands names out: it does not depend
    /// on what becomes of other names.
    void take_answered_name(NameDecision &decision)
    {
        auto const asked = m_questioner.about(decision);
        auto const answer = m_answers.find(asked);
        plan::Answer given;
        auto const accepts = answer && answer->decision == Decision::accept && answer->proposal &&
                             plan::read_decision(*answer->proposal, given) && given.decision == Decision::rename;
        if (!answer || (answer->decision != Decision::rename && !accepts)) {
            return;
        }
        auto const &name = accepts ? given.word : answer->word;
        if (auto const why = problem(name, decision.account)) {
            if (!accepts) { // else take_proposed_name() says that the proposal has changed
                m_answers.refuse(asked, *why);
            }
            return;
        }
        m_answers.obeyed(answer->number);
        m_allocator.hand_out(name);
        decision.new_name = name;
        decision.rule = "override";
        decision.reason = m_questioner.reason(decision);
    }

    void take_proposed_name(NameDecision &decision)
    {
        auto const &account = m_accounts.list()[decision.account];
        auto const too_long = decision.account == decision.keeper && decision.taken_in.empty();
        auto const around = too_long ? plan::Affixes{} : m_affixes[account.source];
        auto const proposal = decision.contested.empty() ? std::nullopt : propose(decision, around);
        if (proposal) {
            m_allocator.hand_out(*proposal);
        }
        auto asked = m_questioner.about(decision);
        asked.proposal = proposal ? "rename:" + *proposal : "";
        auto const answer = m_answers.find(asked);
        if (answer && answer->decision == Decision::keep && !decision.taken_in.empty()) {
            m_answers.obeyed(answer->number);
            return;
        }
        auto const decided = !answer ? m_job.rules.on_collision.decides && !decision.needs_answer
                                     : is_answered(asked, *answer, decision);
        if (decided && proposal) {
            decision.new_name = proposal;
            decision.rule = !answer ? std::string(m_job.rules.on_collision.name) : "override";
            decision.reason = m_questioner.reason(decision);
        } else if (!m_people.undecided[decision.account] || !m_people.undecided[decision.keeper]) {
            asked.evidence += proposal || decision.contested.empty()
                                  ? ""
                                  : "; no new name that the plan and the target allow can be derived from it";
            answers::allow(asked, allowed_for(decision, proposal.has_value()));
            asked.evidence += m_answers.why_not(asked);
            m_questioner.add_merged(asked, identity_of(decision.keeper), identity_of(decision.account));
            m_questions.push_back(std::move(asked));
        }
    }

    /// True if the answer says, or has led to it, that this account takes the proposed name.
    bool is_answered(model::ConflictFact &asked, answers::GivenAnswer const &answer, NameDecision const &decision)
    {
        auto const refuse = [&](std::string const &why) {
            if (m_answers.problem(answer.number).empty()) { // answered_claims() has given a more specific reason
                m_answers.refuse(asked, why);
            }
            return false;
        };
        auto const gives_name = answer.decision == Decision::separate || answer.decision == Decision::survivor;
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
        if (gives_name && asked.proposal.empty()) {
            return refuse("there is no new name to give; `rename:<new>` says one");
        }
        return m_answers.to(asked, allowed_for(decision, true)).has_value();
    }

    job::Job const &m_job;
    identity::Accounts &m_accounts;
    model::MappedTable const &m_users;
    identity::People const &m_people;
    Contest const &m_contest;
    answers::Answers &m_answers;
    NameQuestions m_questioner{m_job, m_accounts, m_users};
    NameAllocator m_allocator;
    NameChecks m_checks;
    std::vector<model::ConflictFact> m_questions;
    std::vector<NameDecision> m_renamed;                    ///< by answers, though nothing asks for it
    std::set<AccountIndex> m_taken_up;                      ///< accounts whose answer is looked at
    std::set<AccountIndex> m_refused;                       ///< accounts whose answer cannot be obeyed
    std::vector<std::int64_t> m_ranks;                      ///< of each source's claims
    std::vector<plan::Affixes> m_affixes;                   ///< of each source
    std::unordered_map<AccountIndex, std::size_t> m_joined; ///< identities of several accounts, by their survivor
};

} // namespace

NewNames decide_names(job::Job const &job, staging::Staging const &staging, identity::Accounts &accounts,
                      model::Mapping const &mapping, identity::People const &people, Contest const &contest,
                      answers::Answers &answers)
{
    auto const &users = model::users_of(mapping);
    Namer namer(job, staging, accounts, users, people, contest, answers);
    Collider collider(job, staging, accounts, mapping, people, contest);
    if (auto const renamed = namer.rename_by_survivorship(surviving_names(job, staging, accounts, users, people));
        !renamed.empty()) {
        collider.leave_out(renamed);
    }
    auto collisions = collider.collisions();
    std::vector<model::ConflictFact> questions;
    if (contest.is_asked && !collisions.empty()) {
        auto asked = whether_unique(accounts, users, collisions);
        answers.left_to_plan(asked, "`unique` of `names`");
        questions.push_back(std::move(asked));
    }
    if (contest.is_asked) {
        collisions.clear();
    }
    auto [joins, keepers] = answered_claims(NameQuestions{job, accounts, users}, collisions, answers);
    if (!std::all_of(joins.begin(), joins.end(),
                     [&](auto const &join) { return people.joined.contains(std::minmax(join.first, join.second)); })) {
        return {{}, {}, std::move(joins)};
    }
    if (!keepers.empty()) {
        collider.prefer(keepers);
    }
    if (!contest.is_asked) {
        collisions = keepers.empty() ? std::move(collisions) : collider.collisions();
        for (auto renamed = namer.rename_by_answers(collisions); !renamed.empty();
             renamed = namer.rename_by_answers(collisions)) {
            collider.leave_out(renamed);
            collisions = collider.collisions();
        }
    } else {
        namer.rename_by_answers(collisions);
    }
    auto decisions = namer.decide(collisions);
    std::ranges::copy(std::move(namer).questions(), std::back_inserter(questions));
    return {std::move(decisions), std::move(questions), {}};
}

} // namespace tributary::name_collisions
