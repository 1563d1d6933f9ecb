#include "merge/identity/people.hpp"

#include "merge/identity/identities.hpp"
#include "merge/identity/privileges.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace tributary::identity {
namespace {

using model::AccountIndex;
using plan::Decision;

constexpr std::size_t shown_matches = 20;

model::Match joined(AccountIndex first, AccountIndex second)
{
    return {std::min(first, second), std::max(first, second), by_operator, true};
}

std::string in_words(plan::Answer const &answer)
{
    return "the operator says so" + (answer.note.empty() ? "" : ": " + answer.note);
}

} // namespace

People::People(job::Job const &job, staging::Staging const &staging, Accounts &accounts,
               model::MappedTable const &users, job::Answers &answers)
    : undecided(accounts.list().size()), m_job(job), m_accounts(accounts), m_table(users.target.label),
      m_answers(answers), m_found(find_matches(job, staging, accounts))
{
    auto const &plan = job.plan.users;
    m_crowded = crowded_keys(accounts.population);
    m_privileges = read_privileges(job, staging, accounts, users);
    if (!plan.require_equal_keys_for.empty()) {
        m_equal_keys = accounts_where(job, staging, accounts, plan.require_equal_keys_for, plan.equal_keys_place);
    }
}

bool People::join(AccountIndex first, AccountIndex second, plan::Answer const &answer)
{
    return m_joins.emplace(std::minmax(first, second), &answer).second;
}

bool People::are_apart(AccountIndex first, AccountIndex second) const
{
    return m_alone.contains(first) || m_alone.contains(second) || m_parted.contains(std::minmax(first, second)) ||
           m_apart.contains(first) || m_apart.contains(second);
}

std::string People::operators_words(model::Match const &match) const
{
    if (auto const found = m_joins.find({match.first, match.second}); found != m_joins.end()) {
        return in_words(*found->second);
    }
    auto const confirmed = m_confirmed.find(match.first);
    return confirmed == m_confirmed.end() ? "" : confirmed->second;
}

void People::confirm(std::span<AccountIndex const> accounts, plan::Answer const &answer)
{
    for (auto const account : accounts) {
        auto const [known, is_new] = m_confirmed.emplace(account, in_words(answer));
        if (!is_new && !answer.note.empty()) {
            known->second += "; " + answer.note;
        }
    }
}

void People::refuse_contradictions()
{
    for (auto const &[pair, answer] : m_joins) {
        if (are_apart(pair.first, pair.second)) {
            m_answers.refuse(*answer, "another answer sets these accounts apart");
        }
    }
    auto const survivor_of =
        m_parted.empty() ? std::vector<AccountIndex>() : survivors(identities, m_accounts.list().size());
    for (auto const &[pair, answer] : m_parted) {
        if (survivor_of[pair.first] == survivor_of[pair.second]) {
            m_answers.refuse(*answer, "the accounts are one person through others");
        }
    }
    for (auto const *const answer : m_answers.statements("match")) {
        if (auto const problem = m_answers.problem(*answer); !problem.empty()) {
            questions.push_back({{},
                                 "match",
                                 answer->account,
                                 m_table,
                                 {},
                                 answer->claimants,
                                 "the override " + answer->decision_in_words() + " cannot be obeyed: " + problem,
                                 {}});
        }
    }
}

/// Answers of kind "match" are about accounts that no rule, or some rule, has joined: merge `account` with `claimants`,
/// or part it from them; without claimants, from everybody.
void People::take_statements()
{
    auto const statements = m_answers.statements("match");
    if (statements.empty()) {
        return;
    }
    std::map<std::string, std::vector<AccountIndex>> called;
    for (auto const *const answer : statements) {
        called[answer->account];
        called[answer->claimants];
    }
    for (AccountIndex account = 0; account < m_accounts.list().size(); ++account) {
        if (auto const found = called.find(m_accounts.called(account)); found != called.end()) {
            found->second.push_back(account);
        }
    }
    for (auto const *const answer : statements) {
        take_statement(*answer, called[answer->account], called[answer->claimants]);
    }
}

void People::take_statement(plan::Answer const &answer, std::vector<AccountIndex> const &account,
                            std::vector<AccountIndex> const &claimant)
{
    auto const parts = answer.decision == Decision::separate;
    if (!parts && answer.decision != Decision::merge) {
        m_answers.refuse(answer, "a match can be answered with merge and separate");
    } else if (account.size() > 1 || claimant.size() > 1) {
        m_answers.refuse(answer, "several accounts are called so");
    } else if (account.size() == 1 && parts && answer.claimants.empty()) {
        m_alone.insert(account.front());
        m_answers.obeyed(answer);
    } else if (account.size() == 1 && claimant.size() == 1 && account != claimant) {
        if (parts) {
            m_parted.emplace(std::minmax(account.front(), claimant.front()), &answer);
        } else {
            join(account.front(), claimant.front(), answer);
        }
        m_answers.obeyed(answer);
    } // else one of them is not there any more: the answer no longer applies
}

/// What the rules found and the operator did not forbid, and what he says.
std::vector<model::Match> People::effective_matches() const
{
    auto const free = m_alone.empty() && m_parted.empty() && m_apart.empty() && m_joins.empty();
    std::vector<model::Match> result;
    std::copy_if(m_found.begin(), m_found.end(), std::back_inserter(result), [&](auto const &match) {
        return free || (!are_apart(match.first, match.second) && !m_joins.contains({match.first, match.second}));
    });
    for (auto const &[pair, answer] : m_joins) {
        if (!are_apart(pair.first, pair.second)) {
            result.push_back(joined(pair.first, pair.second));
        }
    }
    return result;
}

void People::decide()
{
    take_statements();
    for (bool again = true; again;) {
        questions.clear();
        settled_privileges.clear();
        m_confirmed.clear();
        undecided.assign(undecided.size(), false);
        matches = effective_matches();
        std::vector<model::Match> joins;
        for (auto const &cluster : clusters(m_accounts.list(), matches)) {
            settle(cluster, joins);
        }
        identities = identity::identities(m_accounts.list(), joins);
        again = false;
        for (auto &identity : identities) {
            if (identity.accounts.size() > 1) {
                again = check(identity) || again;
            }
        }
    }
}

/// Which of the cluster's accounts are joined.
void People::settle(Cluster const &cluster, std::vector<model::Match> &joins)
{
    using OnAmbiguous = plan::UsersPlan::OnAmbiguous;
    auto const join_all = [&](std::vector<AccountIndex> const &part) {
        for (std::size_t i = 1; i < part.size(); ++i) {
            joins.push_back(joined(part.front(), part[i]));
        }
    };
    auto const ambiguity = ambiguity_of(m_accounts.list(), m_accounts.names.of, m_crowded, cluster);
    if (!ambiguity || m_job.plan.users.on_ambiguous == OnAmbiguous::allow) {
        join_all(cluster.accounts);
        return;
    }
    if (m_job.plan.users.on_ambiguous == OnAmbiguous::split) {
        for (auto const &part : split(m_accounts.list(), m_accounts.names.of, m_crowded, cluster)) {
            join_all(part);
        }
        return;
    }
    std::string evidence(in_words(*ambiguity));
    for (auto const &match : cluster.matches.first(std::min(cluster.matches.size(), shown_matches))) {
        evidence += "; " + m_accounts.called(match.first) + " " + m_accounts.called(match.second) + ": " +
                    std::string(match.rule) + " (" + m_accounts.evidence(match.first, match.second) + ")";
    }
    if (cluster.matches.size() > shown_matches) {
        evidence += fmt::format("; and {} more matches", cluster.matches.size() - shown_matches);
    }
    auto const yields = cluster.accounts.back();
    model::ConflictFact question{{},
                                 "ambiguous",
                                 m_accounts.called(yields),
                                 m_table,
                                 m_accounts.list()[yields].id,
                                 m_accounts.called(cluster.accounts),
                                 evidence,
                                 "separate"};
    auto const answer =
        m_answers.to(question, {Decision::accept, Decision::merge, Decision::separate, Decision::survivor});
    auto const ask = [&] {
        question.evidence += m_answers.why_not(question);
        questions.push_back(std::move(question));
        for (auto const account : cluster.accounts) {
            undecided[account] = true;
        }
    };
    if (!answer) {
        ask();
        return;
    }
    if (answer->decision == Decision::survivor) {
        std::vector<AccountIndex> chosen;
        std::copy_if(cluster.accounts.begin(), cluster.accounts.end(), std::back_inserter(chosen), [&](auto account) {
            return m_accounts.sources[m_accounts.list()[account].source] == answer->word;
        });
        if (chosen.size() != 1) {
            m_answers.refuse(question, (chosen.empty() ? "none" : "several") +
                                           std::string(" of these accounts is of source \"") + answer->word + "\"");
            ask();
            return;
        }
        m_survivors.insert(chosen.front());
    }
    if (answer->decision != Decision::separate) {
        join_all(cluster.accounts);
        confirm(cluster.accounts, *answer);
    }
}

/// True if the operator sets the accounts of this identity apart, so that identities have to be made anew.
bool People::check(model::Identity &identity)
{
    auto const chosen = std::find_if(identity.accounts.begin(), identity.accounts.end(),
                                     [&](auto account) { return m_survivors.contains(account); });
    if (chosen != identity.accounts.end()) {
        std::rotate(identity.accounts.begin(), chosen, chosen + 1);
    }
    return check_keys(identity) || check_privileges(identity);
}

bool People::answered(model::Identity const &identity, model::ConflictFact const &question)
{
    auto const answer = m_answers.to(question, {Decision::accept, Decision::merge, Decision::separate});
    if (!answer) {
        questions.push_back(question);
        questions.back().evidence += m_answers.why_not(question);
        return false;
    }
    if (answer->decision == Decision::separate) {
        m_apart.insert(identity.accounts.begin(), identity.accounts.end());
        return true;
    }
    confirm(identity.accounts, *answer);
    return false;
}

/// `require_equal_keys_for`: whoever is named there is joined only with accounts of exactly the same keys.
bool People::check_keys(model::Identity const &identity)
{
    auto const &list = m_accounts.list();
    auto const guarded = !m_equal_keys.empty() && std::any_of(identity.accounts.begin(), identity.accounts.end(),
                                                              [&](auto account) { return m_equal_keys[account]; });
    auto const equal = std::all_of(identity.accounts.begin(), identity.accounts.end(), [&](auto account) {
        return std::ranges::equal(list[account].keys, list[identity.accounts.front()].keys);
    });
    if (!guarded || equal) {
        return false;
    }
    std::string evidence;
    for (auto const account : identity.accounts) {
        evidence += (evidence.empty() ? "" : "; ") + m_accounts.called(account) + " has " +
                    std::to_string(list[account].keys.size()) + " keys" +
                    (m_equal_keys[account] ? ", and the plan requires equal ones" : "");
    }
    auto const yields = identity.accounts.back();
    return answered(identity, {{},
                               "access",
                               m_accounts.called(yields),
                               m_table,
                               list[yields].id,
                               m_accounts.called(identity.accounts),
                               evidence,
                               "separate"});
}

bool People::check_privileges(model::Identity const &identity)
{
    auto const &list = m_accounts.list();
    for (auto const &privilege : m_privileges) {
        std::set<model::TextId> values;
        std::string shown;
        AccountIndex other = identity.accounts.front();
        for (auto const account : identity.accounts) {
            auto const value = privilege.values[account];
            if (value == 0) {
                continue;
            }
            values.insert(value);
            shown += (shown.empty() ? "" : " ") + m_accounts.called(account) + "=" +
                     std::string(privilege.texts.text(value));
            other = account;
        }
        if (values.size() < 2) {
            continue;
        }
        auto const stated = std::find_if(identity.accounts.begin(), identity.accounts.end(),
                                         [&](auto account) { return privilege.values[account] != 0; });
        auto const first = m_accounts.sources[list[*stated].source];
        model::ConflictFact question{{},
                                     "privilege",
                                     m_accounts.called(other),
                                     m_table,
                                     list[other].id,
                                     privilege.column + ": " + shown,
                                     "the accounts are one person and differ in " + privilege.column,
                                     "survivor:" + first};
        auto const answer = m_answers.to(question, {Decision::accept, Decision::survivor, Decision::separate});
        if (answer && answer->decision == Decision::separate) {
            m_apart.insert(identity.accounts.begin(), identity.accounts.end());
            return true;
        }
        std::set<model::TextId> theirs;
        AccountIndex winner = 0;
        for (auto const account : identity.accounts) {
            if (answer && m_accounts.sources[list[account].source] == answer->word && privilege.values[account] != 0 &&
                theirs.insert(privilege.values[account]).second) {
                winner = account;
            }
        }
        auto const has_column = privilege.values[identity.accounts.front()] != 0;
        if (theirs.size() == 1 && has_column) {
            settled_privileges.push_back({identity.accounts.front(), privilege.column, winner});
            continue;
        }
        if (answer) {
            m_answers.refuse(question, !has_column ? "the survivor's source has no column \"" + privilege.column +
                                                         "\": set it in the plan"
                                       : theirs.empty() ? "none of these accounts is of source \"" + answer->word + "\""
                                                        : "the accounts of source \"" + answer->word + "\" differ");
        }
        question.evidence += m_answers.why_not(question);
        questions.push_back(std::move(question));
    }
    return false;
}

} // namespace tributary::identity
