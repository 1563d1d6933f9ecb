#include "merge/identity/people.hpp"

#include "merge/identity/clusters.hpp"
#include "merge/identity/identities.hpp"
#include "merge/identity/people_round.hpp"

#include <algorithm>
#include <iterator>

namespace tributary::identity {

using model::AccountIndex;
using plan::Decision;

std::string People::operator_reason(model::Match const &match) const
{
    if (auto const found = joined.find({match.first, match.second}); found != joined.end()) {
        return found->second;
    }
    auto const found = confirmed.find(match.first);
    return found == confirmed.end() ? "" : found->second;
}

bool OperatorDecisions::are_separated(AccountIndex first, AccountIndex second) const
{
    return separated.contains(first) || separated.contains(second) ||
           separated_pairs.contains(std::minmax(first, second));
}

PeopleDecider::PeopleDecider(job::Job const &job, staging::Staging const &staging, Accounts &accounts,
                             model::Mapping const &mapping, answers::Answers &answers)
    : m_job(job), m_accounts(accounts), m_table(model::users_of(mapping).target.label), m_answers(answers),
      m_found(find_matches(job, staging, accounts)), m_crowded(crowded_keys(accounts.population)),
      m_privileges(read_privileges(job, staging, accounts, mapping))
{
    auto const add = [this](std::vector<Privilege> more) {
        std::move(more.begin(), more.end(), std::back_inserter(m_privileges));
    };
    add(privileges_by_values(job, staging, accounts, model::users_of(mapping)));
    add(privileges_by_rows(job, staging, accounts, mapping));
    auto const &plan = job.plan.users;
    if (!plan.require_equal_keys_for.empty()) {
        m_equal_keys = accounts_where(job, staging, accounts, plan.require_equal_keys_for, plan.equal_keys_position);
    }
    take_statements();
    take_merges_of_rows();
}

bool PeopleDecider::join(std::vector<Join> const &joins)
{
    bool is_new = false;
    for (auto const &join : joins) {
        is_new = m_decisions.joined.emplace(std::minmax(join.first, join.second), join.answer).second || is_new;
    }
    return is_new;
}

std::vector<model::ConflictFact> PeopleDecider::contradictions(People const &people)
{
    for (auto const &[pair, answer] : m_decisions.joined) {
        if (m_decisions.are_separated(pair.first, pair.second)) {
            m_answers.refuse(answer.number, "another answer keeps these accounts separate");
        }
    }
    auto const survivor_of = m_decisions.separated_pairs.empty()
                                 ? std::vector<AccountIndex>()
                                 : survivors(people.identities, m_accounts.list().size());
    for (auto const &[pair, answer] : m_decisions.separated_pairs) {
        if (survivor_of[pair.first] == survivor_of[pair.second]) {
            m_answers.refuse(answer.number, "other matches connect the accounts");
        }
    }
    std::vector<model::ConflictFact> questions;
    for (auto const &answer : m_answers.statements("match")) {
        if (auto const problem = m_answers.problem(answer.number); !problem.empty()) {
            questions.push_back({{},
                                 "match",
                                 answer.account,
                                 m_table,
                                 {},
                                 answer.claimants,
                                 "the override " + answer.decision_text() + " cannot be obeyed: " + problem,
                                 {}});
        }
    }
    return questions;
}

/// Answers of kind "match" are about accounts that no rule, or some rule, has joined: merge `account` with `claimants`,
/// or separate it from them; without claimants, from every other account.
void PeopleDecider::take_statements()
{
    auto const statements = m_answers.statements("match");
    if (statements.empty()) {
        return;
    }
    std::map<std::string, std::vector<AccountIndex>> accounts_by_label;
    for (auto const &answer : statements) {
        accounts_by_label[answer.account];
        accounts_by_label[answer.claimants];
    }
    for (AccountIndex account = 0; account < m_accounts.list().size(); ++account) {
        if (auto const found = accounts_by_label.find(m_accounts.label_of(account)); found != accounts_by_label.end()) {
            found->second.push_back(account);
        }
    }
    for (auto const &answer : statements) {
        take_statement(answer, accounts_by_label[answer.account], accounts_by_label[answer.claimants]);
    }
}

void PeopleDecider::take_statement(answers::GivenAnswer const &answer, std::vector<AccountIndex> const &account,
                                   std::vector<AccountIndex> const &claimant)
{
    auto const separates = answer.decision == Decision::separate;
    if (!separates && answer.decision != Decision::merge) {
        m_answers.refuse(answer.number, "a match takes merge or separate");
    } else if (account.size() > 1 || claimant.size() > 1) {
        m_answers.refuse(answer.number, "several accounts have this name");
    } else if (account.size() == 1 && separates && answer.claimants.empty()) {
        m_decisions.separated.insert(account.front());
        m_answers.obeyed(answer.number);
    } else if (account.size() == 1 && claimant.size() == 1 && account != claimant) {
        auto &pairs = separates ? m_decisions.separated_pairs : m_decisions.joined;
        pairs.emplace(std::minmax(account.front(), claimant.front()), answer);
        m_answers.obeyed(answer.number);
    } // else one of them is not there any more: the answer no longer applies
}

/// An answer `merge` to a question about accounts that share a unique key: the claimants are rows, the first of which
/// stays.
void PeopleDecider::take_merges_of_rows()
{
    std::vector<answers::GivenAnswer> merges;
    for (auto const &answer : m_answers.all_of("unique")) {
        if (answer.decision == Decision::merge && !answer.row.empty() && !answer.claimants.empty()) {
            merges.push_back(answer);
        }
    }
    if (merges.empty()) {
        return;
    }
    std::map<std::string, AccountIndex> by_row;
    for (AccountIndex account = 0; account < m_accounts.list().size(); ++account) {
        auto const &one = m_accounts.list()[account];
        by_row.emplace(m_accounts.sources[one.source] + "/" + m_table + "#" + one.id, account);
    }
    for (auto const &answer : merges) {
        auto const first = std::find_if(by_row.begin(), by_row.end(), [&](auto const &row) {
            return (answer.claimants + " ").starts_with(row.first + " ");
        });
        auto const yields = by_row.find(answer.row);
        if (first != by_row.end() && yields != by_row.end() && first != yields) {
            m_decisions.joined.emplace(std::minmax(first->second, yields->second), answer);
            m_answers.obeyed(answer.number);
        }
    }
}

People PeopleDecider::decide()
{
    for (;;) {
        auto const before = m_decisions.separated.size();
        m_answers.look_again_at_survivors("privilege");
        auto people = PeopleRound({m_job, m_accounts, m_table, m_found, m_crowded, m_equal_keys, m_privileges},
                                  m_answers, m_decisions)
                          .run();
        if (m_decisions.separated.size() == before) {
            return people;
        }
    }
}

} // namespace tributary::identity
