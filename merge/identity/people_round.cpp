#include "merge/identity/people_round.hpp"

#include "merge/identity/access_questions.hpp"
#include "merge/identity/identities.hpp"
#include "merge/model/words.hpp"

#include <algorithm>
#include <set>

namespace tributary::identity {
namespace {

using model::AccountIndex;
using model::ConflictFact;
using plan::Decision;

constexpr std::size_t shown_matches = 20;

model::Match joined(AccountIndex first, AccountIndex second)
{
    return {std::min(first, second), std::max(first, second), by_operator, true};
}

std::string words_of(plan::Answer const &answer)
{
    return "decided by the operator" + (answer.note.empty() ? "" : ": " + answer.note);
}

} // namespace

PeopleRound::PeopleRound(Evidence const &evidence, answers::Answers &answers, OperatorDecisions &decisions)
    : m_evidence(evidence), m_accounts(evidence.accounts), m_answers(answers), m_decisions(decisions)
{
}

People PeopleRound::run()
{
    m_people.undecided.resize(m_accounts.list().size());
    for (auto const &[pair, answer] : m_decisions.joined) {
        m_people.joined.emplace(pair, words_of(answer));
    }
    m_people.matches = effective_matches();
    std::vector<model::Match> joins;
    for (auto const &cluster : clusters(m_accounts.list(), m_people.matches)) {
        for (auto const &part : parts_of(cluster)) {
            for (std::size_t i = 1; i < part.size(); ++i) {
                joins.push_back(joined(part.front(), part[i]));
            }
        }
    }
    m_people.identities = identity::identities(m_accounts.list(), joins);
    for (auto &identity : m_people.identities) {
        if (identity.accounts.size() > 1) {
            put_survivor_first(identity);
            if (is_separated_by_keys(identity) || is_separated_by_privileges(identity) ||
                is_separated_by_access(identity)) {
                separate(identity);
            }
        }
    }
    for (auto &question : m_open_privileges.questions(m_answers)) {
        ask(std::move(question));
    }
    settle_open_access();
    return std::move(m_people);
}

/// What the rules found and the operator did not forbid, and what the operator adds.
std::vector<model::Match> PeopleRound::effective_matches() const
{
    std::vector<model::Match> result;
    std::copy_if(m_evidence.found.begin(), m_evidence.found.end(), std::back_inserter(result), [&](auto const &match) {
        return !m_decisions.are_separated(match.first, match.second) &&
               !m_decisions.joined.contains({match.first, match.second});
    });
    for (auto const &[pair, answer] : m_decisions.joined) {
        if (!m_decisions.are_separated(pair.first, pair.second)) {
            result.push_back(joined(pair.first, pair.second));
        }
    }
    return result;
}

/// Those of the cluster's accounts that are one person each.
std::vector<std::vector<AccountIndex>> PeopleRound::parts_of(Cluster const &cluster)
{
    using OnAmbiguous = plan::UsersPlan::OnAmbiguous;
    auto const &names = m_accounts.names.of;
    auto const on_ambiguous = m_evidence.job.plan.users.on_ambiguous;
    auto const ambiguity = ambiguity_of(m_accounts.list(), names, m_evidence.crowded, cluster);
    if (!ambiguity || on_ambiguous == OnAmbiguous::allow) {
        return {cluster.accounts};
    }
    if (on_ambiguous == OnAmbiguous::split) {
        return split(m_accounts.list(), names, m_evidence.crowded, cluster);
    }
    if (is_joined_by_answer(cluster, *ambiguity)) {
        return {cluster.accounts};
    }
    return {};
}

ConflictFact PeopleRound::question_about(Cluster const &cluster, Ambiguity ambiguity) const
{
    std::string evidence(describe(ambiguity));
    for (auto const &match : cluster.matches.first(std::min(cluster.matches.size(), shown_matches))) {
        evidence += "; " + m_accounts.label_of(match.first) + " " + m_accounts.label_of(match.second) + ": " +
                    std::string(match.rule) + " (" + m_accounts.evidence(match) + ")";
    }
    if (cluster.matches.size() > shown_matches) {
        evidence += "; and " + model::counted(cluster.matches.size() - shown_matches, "more match", "more matches");
    }
    auto const yields = cluster.accounts.back();
    return {{},
            "ambiguous",
            m_accounts.label_of(yields),
            m_evidence.table,
            m_accounts.list()[yields].id,
            m_accounts.label_of(cluster.accounts),
            evidence,
            "separate",
            {},
            m_accounts.rows_in_question(cluster.accounts)};
}

/// True if the operator's answer says that the accounts of an ambiguous cluster are one person.
bool PeopleRound::is_joined_by_answer(Cluster const &cluster, Ambiguity ambiguity)
{
    auto question = question_about(cluster, ambiguity);
    auto const answer =
        m_answers.to(question, {Decision::accept, Decision::merge, Decision::separate, Decision::survivor});
    auto const is_open =
        !answer || (answer->decision == Decision::survivor && !choose_survivor(cluster, question, answer->word));
    if (is_open) {
        ask(question);
        for (auto const account : cluster.accounts) {
            m_people.undecided[account] = true;
        }
        return false;
    }
    if (answer->decision == Decision::separate) {
        return false;
    }
    confirm(cluster.accounts, *answer);
    return true;
}

/// False if no account of the source, or several, can be the survivor; then the answer is refused.
bool PeopleRound::choose_survivor(Cluster const &cluster, ConflictFact const &question, std::string const &source)
{
    std::vector<AccountIndex> chosen;
    std::copy_if(cluster.accounts.begin(), cluster.accounts.end(), std::back_inserter(chosen),
                 [&](auto account) { return m_accounts.sources[m_accounts.list()[account].source] == source; });
    if (chosen.size() != 1) {
        m_answers.refuse(question, (chosen.empty() ? "none of these accounts is" : "several of these accounts are") +
                                       std::string(" from source \"") + source + "\"");
        return false;
    }
    m_decisions.survivors.insert(chosen.front());
    return true;
}

void PeopleRound::put_survivor_first(model::Identity &identity) const
{
    auto const chosen = std::find_if(identity.accounts.begin(), identity.accounts.end(),
                                     [&](auto account) { return m_decisions.survivors.contains(account); });
    if (chosen != identity.accounts.end()) {
        std::rotate(identity.accounts.begin(), chosen, chosen + 1);
    }
}

void PeopleRound::separate(model::Identity const &identity)
{
    m_decisions.separated.insert(identity.accounts.begin(), identity.accounts.end());
}

void PeopleRound::confirm(std::span<AccountIndex const> accounts, plan::Answer const &answer)
{
    for (auto const account : accounts) {
        auto const [known, is_new] = m_people.confirmed.emplace(account, words_of(answer));
        if (!is_new && !answer.note.empty()) {
            known->second += "; " + answer.note;
        }
    }
}

void PeopleRound::ask(ConflictFact question)
{
    question.evidence += m_answers.why_not(question);
    m_people.questions.push_back(std::move(question));
}

/// True if the operator's answer separates the accounts. What has no answer is asked.
bool PeopleRound::is_separated(model::Identity const &identity, ConflictFact question)
{
    auto const answer = m_answers.to(question, {Decision::accept, Decision::merge, Decision::separate});
    if (!answer) {
        ask(question);
        m_asked_about_keys.insert(identity.accounts.front());
    } else if (answer->decision != Decision::separate) {
        confirm(identity.accounts, *answer);
    }
    return answer && answer->decision == Decision::separate;
}

/// `require_equal_keys_for`: the accounts for which it holds are joined only with accounts of exactly the same keys.
bool PeopleRound::is_separated_by_keys(model::Identity const &identity)
{
    auto const &list = m_accounts.list();
    auto const &equal_keys = m_evidence.equal_keys;
    auto const required = !equal_keys.empty() && std::any_of(identity.accounts.begin(), identity.accounts.end(),
                                                             [&](auto account) { return equal_keys[account]; });
    auto const equal = std::all_of(identity.accounts.begin(), identity.accounts.end(), [&](auto account) {
        return std::ranges::equal(list[account].keys, list[identity.accounts.front()].keys);
    });
    if (!required || equal) {
        return false;
    }
    std::string evidence;
    for (auto const account : identity.accounts) {
        evidence += (evidence.empty() ? "" : "; ") + m_accounts.label_of(account) + " has " +
                    model::counted(list[account].keys.size(), "key", "keys") +
                    (equal_keys[account] ? ", but the plan requires equal ones" : "");
    }
    auto const yields = identity.accounts.back();
    return is_separated(identity, {{},
                                   "access",
                                   m_accounts.label_of(yields),
                                   m_evidence.table,
                                   list[yields].id,
                                   m_accounts.label_of(identity.accounts),
                                   evidence,
                                   "separate",
                                   {},
                                   m_accounts.rows_in_question(identity.accounts)});
}

bool PeopleRound::is_separated_by_privileges(model::Identity const &identity)
{
    return std::any_of(m_evidence.privileges.begin(), m_evidence.privileges.end(),
                       [&](auto const &privilege) { return is_separated_by_privilege(identity, privilege); });
}

/// True if the operator's answer separates accounts that differ in the privilege: an answer about these accounts, or
/// one about all that differ in the same way.
bool PeopleRound::is_separated_by_privilege(model::Identity const &identity, Privilege const &privilege)
{
    auto const difference = difference_in(privilege, m_accounts, identity);
    if (!difference) {
        return false;
    }
    if (privilege.is_listed) {
        ++m_people.differing[privilege.column];
        return false;
    }
    auto question = about_person(*difference, m_accounts, m_evidence.table);
    auto of_all = about_all_such(*difference, question);
    auto const answer_to = [&](ConflictFact &asked) {
        return privilege.rows_of.empty()
                   ? m_answers.to(asked, {Decision::accept, Decision::survivor, Decision::separate})
                   : m_answers.to(asked, {Decision::accept, Decision::merge, Decision::separate});
    };
    auto answer = answer_to(question);
    of_all.allowed = question.allowed;
    auto const &answered = answer || !m_answers.why_not(question).empty() ? question : of_all;
    if (!answer && &answered == &of_all) {
        answer = answer_to(of_all);
    }
    if (answer && answer->decision == Decision::separate) {
        return true;
    }
    auto const is_settled =
        answer && (answer->decision == Decision::merge || is_taken(identity, privilege, answered, *answer));
    if (!is_settled) {
        m_open_privileges.add(privilege, question, of_all);
    }
    return false;
}

/// True if the value of the source that the answer names stays; otherwise the answer cannot be obeyed.
bool PeopleRound::is_taken(model::Identity const &identity, Privilege const &privilege, ConflictFact const &question,
                           answers::GivenAnswer const &answer)
{
    auto const &list = m_accounts.list();
    std::set<model::TextId> values; // of the accounts of that source
    AccountIndex winner = 0;
    for (auto const account : identity.accounts) {
        if (m_accounts.sources[list[account].source] == answer.word && privilege.values[account] != 0 &&
            values.insert(privilege.values[account]).second) {
            winner = account;
        }
    }
    auto const has_column = privilege.values[identity.accounts.front()] != 0;
    if (values.size() == 1 && has_column) {
        m_people.settled_privileges.push_back({identity.accounts.front(), privilege.column, winner});
        return true;
    }
    m_answers.refuse(question, !has_column ? "the survivor's source has no column \"" + privilege.column +
                                                 "\": set it in the plan"
                               : values.empty() ? "none of these accounts is from source \"" + answer.word + "\""
                                                : "the accounts of source \"" + answer.word + "\" differ");
    return false;
}

/// True if the operator's answers, and no rule alone, say that these accounts are one person.
bool PeopleRound::is_of_operator(model::Identity const &identity) const
{
    std::vector<model::Match> stated;
    for (auto account = identity.accounts.begin(); account != identity.accounts.end(); ++account) {
        for (auto other = account + 1; other != identity.accounts.end(); ++other) {
            auto const pair = std::minmax(*account, *other);
            auto const are_confirmed = m_people.confirmed.contains(*account) && m_people.confirmed.contains(*other);
            if (are_confirmed || m_people.joined.contains(pair)) {
                stated.push_back(joined(static_cast<AccountIndex>(account - identity.accounts.begin()),
                                        static_cast<AccountIndex>(other - identity.accounts.begin())));
            }
        }
    }
    return identity::identities(std::vector<model::Account>(identity.accounts.size()), stated).size() == 1;
}

/// True if the operator's answer separates accounts of which the merge hands what one can be opened with to another. An
/// answer about these accounts counts more than the plan, and one about all merges less.
bool PeopleRound::is_separated_by_access(model::Identity const &identity)
{
    using OnWidenedAccess = plan::UsersPlan::OnWidenedAccess;
    auto const widened = m_evidence.access.widened_by(identity, false);
    if (widened.empty() || m_asked_about_keys.contains(identity.accounts.front())) {
        return false;
    }
    auto question = about_merge(identity, widened, m_accounts, m_evidence.table);
    std::vector<Decision> decisions{Decision::accept, Decision::allow, Decision::hold, Decision::separate};
    if (!m_evidence.access.can_hold()) {
        std::erase(decisions, Decision::hold);
    }
    auto const answer = m_answers.to(question, decisions);
    if (answer && answer->decision == Decision::separate) {
        return true;
    }
    auto const by_plan = m_evidence.job.plan.users.widened_access;
    auto const is_asked = by_plan == OnWidenedAccess::ask && !is_of_operator(identity);
    m_asks_about_access = m_asks_about_access || is_asked;
    if (answer ? answer->decision == Decision::hold : by_plan == OnWidenedAccess::hold) {
        m_people.held.insert(identity.accounts.front());
    } else if (!answer && (is_asked || !m_answers.why_not(question).empty())) {
        m_asks_about_access = true;
        m_open_merges.push_back({identity.accounts.front(), std::move(question)});
    }
    return false;
}

/// One question for all merges that widen access, and one for each.
void PeopleRound::settle_open_access()
{
    if (!m_asks_about_access) {
        return;
    }
    std::vector<ConflictFact> open;
    for (auto &merge : m_open_merges) {
        open.push_back(std::move(merge.question));
    }
    auto all = about_all_merges(open, m_evidence.table);
    std::vector<Decision> decisions{Decision::accept, Decision::allow, Decision::hold};
    if (!m_evidence.access.can_hold()) {
        decisions.pop_back();
    }
    if (auto const answer = m_answers.to(all, decisions)) {
        for (auto const &merge : m_open_merges) {
            if (answer->decision == Decision::hold) {
                m_people.held.insert(merge.survivor);
            }
        }
        return;
    }
    if (open.size() > 1) {
        ask(std::move(all));
    }
    open.resize(std::min(open.size(), most_merges_asked));
    for (auto &question : open) {
        ask(std::move(question));
    }
}

} // namespace tributary::identity
