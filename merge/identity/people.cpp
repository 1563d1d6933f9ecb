#include "merge/identity/people.hpp"

#include "merge/identity/clusters.hpp"
#include "merge/identity/identities.hpp"
#include "merge/identity/people_round.hpp"
#include "merge/identity/seeded.hpp"
#include "merge/mapping/numbered.hpp"
#include "merge/plan/proposed_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tributary::identity {

using model::AccountIndex;
using plan::Decision;

namespace {

/// The column that identifies users; empty if several do together.
std::string id_column(model::MappedTable const &users, plan::Plan const &plan)
{
    auto const *const primary = model::primary_key(users.target);
    return !plan.users.id.empty()                               ? plan.users.id
           : primary == nullptr || primary->columns.size() != 1 ? std::string()
                                                                : primary->columns.front();
}

/// True if each source hands out its users' ids itself, so that equal ones say nothing.
bool ids_are_local(model::Mapping const &mapping, plan::Plan const &plan)
{
    auto const &users = model::users_of(mapping);
    auto const id = id_column(users, plan);
    auto const names =
        id.empty() ? std::nullopt : mapping::rows_named_by(users, id, mapping::numbered_columns(mapping));
    return names && names->shifted;
}

} // namespace

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
      m_found(find_matches(job, staging, accounts, ids_are_local(mapping, job.plan))),
      m_crowded(crowded_keys(accounts.population)), m_privileges(read_privileges(job, staging, accounts, mapping)),
      m_access(job, staging, accounts, mapping)
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
    take_seeded(mapping);
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

/// What an answer says of this account by itself: it counts more than what is said of all of them.
std::optional<answers::GivenAnswer> PeopleDecider::answer_about_seeded(AccountIndex account) const
{
    auto const label = m_accounts.label_of(account);
    for (char const *const kind : {"seeded", "name"}) {
        auto const statements = m_answers.statements(kind);
        auto const found = std::find_if(statements.begin(), statements.end(),
                                        [&](auto const &answer) { return answer.account == label; });
        if (found != statements.end()) {
            return *found;
        }
    }
    return std::nullopt;
}

/// Behind the question about all of them.
std::string PeopleDecider::way_to_answer_one(AccountIndex account) const
{
    return fmt::format(
        ". For an account that is to be decided otherwise add a line to this file: kind seeded, account {}, "
        "decision merge or separate, and no id",
        m_accounts.label_of(account));
}

/// Accounts whose matches by the rules are asked about, or were.
std::vector<bool> PeopleDecider::ambiguous_accounts() const
{
    std::vector<bool> result(m_accounts.list().size());
    if (m_job.plan.users.on_ambiguous != plan::UsersPlan::OnAmbiguous::refuse) {
        return result;
    }
    auto found = m_found; // clusters() orders them anew
    for (auto const &cluster : clusters(m_accounts.list(), found)) {
        if (ambiguity_of(m_accounts.list(), m_accounts.names.of, m_crowded, cluster)) {
            for (auto const account : cluster.accounts) {
                result[account] = true;
            }
        }
    }
    return result;
}

/// Accounts that each installation seems to have made: one question, unless each account has an answer of its own.
void PeopleDecider::take_seeded(model::Mapping const &mapping)
{
    auto const &users = model::users_of(mapping);
    auto seeded =
        ids_are_local(mapping, m_job.plan) ? seeded_accounts(m_accounts, m_found) : std::vector<SeededAccounts>();
    if (!seeded.empty()) {
        std::erase_if(seeded, [has_own_question = ambiguous_accounts()](auto const &group) {
            return std::any_of(group.begin(), group.end(), [&](auto account) { return has_own_question[account]; });
        });
    }
    if (seeded.empty()) {
        return;
    }
    auto question = question_about_seeded(seeded, m_accounts, m_table, id_column(users, m_job.plan));
    auto const of_all = m_answers.to(question, {Decision::merge, Decision::separate});
    question.allowed += ", " + plan::decisions_for(plan::proposed_lines(question.proposal));
    question.evidence += m_answers.why_not(question);
    for (auto const &group : seeded) {
        for (auto account = group.begin() + 1; account != group.end(); ++account) {
            auto const pair = std::minmax(group.front(), *account);
            auto const own = answer_about_seeded(*account);
            if (m_decisions.are_separated(pair.first, pair.second) || m_decisions.joined.contains(pair)) {
                continue; // an answer of kind match says so
            }
            if (own && own->kind == "seeded") {
                m_answers.obeyed(own->number);
            }
            auto const &answer = own ? own : of_all;
            if (!answer) {
                if (!m_open_seeded) {
                    m_open_seeded = question;
                    m_open_seeded->evidence += way_to_answer_one(*account);
                }
                m_undecided.insert(m_undecided.end(), {group.front(), *account});
            } else if (answer->decision == Decision::merge) {
                m_decisions.joined.emplace(pair, *answer);
            }
        }
    }
    if (m_open_seeded && m_job.rules.on_collision.decides && m_answers.about(question).empty()) {
        m_job.progress.warn("resolve: " + question.evidence + ", and get names of their own; if they are one, say " +
                            "`same_id = \"merge\"` in [users]");
        m_open_seeded.reset();
        m_undecided.clear();
    }
}

People PeopleDecider::decide()
{
    for (;;) {
        auto const before = m_decisions.separated.size();
        m_answers.look_again_at_survivors("privilege");
        auto people =
            PeopleRound({m_job, m_accounts, m_table, m_found, m_crowded, m_equal_keys, m_privileges, m_access},
                        m_answers, m_decisions)
                .run();
        if (m_decisions.separated.size() == before) {
            for (auto const account : m_undecided) {
                people.undecided[account] = true;
            }
            if (m_open_seeded) {
                people.questions.push_back(*m_open_seeded);
            }
            return people;
        }
    }
}

} // namespace tributary::identity
