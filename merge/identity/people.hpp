#pragma once

#include "merge/answers/answers.hpp"
#include "merge/identity/access.hpp"
#include "merge/identity/accounts.hpp"
#include "merge/identity/privileges.hpp"
#include "merge/model/account.hpp"
#include "merge/model/facts.hpp"
#include "merge/model/mapping.hpp"

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tributary::identity {

using AccountPair = std::pair<model::AccountIndex, model::AccountIndex>; ///< the smaller first

/// The operator says of two accounts that they are one person.
struct Join {
    model::AccountIndex first = 0;
    model::AccountIndex second = 0;
    answers::GivenAnswer answer;
};

/// Who is one person, by the rules and by the operator's answers so far.
struct People {
    std::vector<model::Match> matches; ///< of the rules and of the operator, each pair once
    std::vector<model::Identity> identities;
    std::vector<model::ConflictFact> questions; ///< undecided
    std::vector<SettledPrivilege> settled_privileges;
    std::set<model::AccountIndex> held; ///< survivors that get no login key or credential which they did not have
    std::map<std::string, std::size_t> differing; ///< by column: people whose accounts differ in it unasked
    std::vector<bool> undecided;               ///< of each account, whether a cluster that it is in waits for an answer
    std::map<AccountPair, std::string> joined; ///< by the operator, with the words of the answer
    std::map<model::AccountIndex, std::string> confirmed; ///< joined by rules and by the operator, with those words

    /// The operator's words about these two accounts; empty if no answer is about them.
    std::string operator_reason(model::Match const &match) const;
};

/// What the operator has decided about who is who. Answers only add to it.
struct OperatorDecisions {
    std::map<AccountPair, answers::GivenAnswer> joined;
    std::map<AccountPair, answers::GivenAnswer> separated_pairs;
    std::set<model::AccountIndex> separated; ///< from every other account
    std::set<model::AccountIndex> survivors; ///< chosen

    bool are_separated(model::AccountIndex first, model::AccountIndex second) const;
};

/// From matches to identities, with the operator's answers: ambiguous matches, widened privileged access and mixed
/// privileges become questions, one for each identity.
class PeopleDecider {
public:
    /// What it is given must outlive it. Finds the matches. Throws model::Error 78 where the plan names what is not
    /// there.
    PeopleDecider(job::Job const &job, staging::Staging const &staging, Accounts &accounts,
                  model::Mapping const &mapping, answers::Answers &answers);

    /// People by what the operator has decided until now. Takes the answers to what it asks; where one separates
    /// accounts, people are decided again. O(n log n) for each such answer.
    People decide();

    /// Takes these joins. True if one of them is new: then decide() again.
    bool join(std::vector<Join> const &joins);

    Access const &access() const { return m_access; }

    /// Refuses answers that contradict each other, and asks about those that cannot be obeyed. At the end, when
    /// `people` is what stays.
    std::vector<model::ConflictFact> contradictions(People const &people);

private:
    void take_statements();
    void take_merges_of_rows();
    void take_seeded(model::Mapping const &mapping);
    std::vector<bool> ambiguous_accounts() const;
    std::string way_to_answer_one(model::AccountIndex account) const;
    std::optional<answers::GivenAnswer> answer_about_seeded(model::AccountIndex account) const;
    void take_statement(answers::GivenAnswer const &answer, std::vector<model::AccountIndex> const &account,
                        std::vector<model::AccountIndex> const &claimant);

    job::Job const &m_job;
    Accounts const &m_accounts;
    std::string m_table;
    answers::Answers &m_answers;
    std::vector<model::Match> m_found; ///< by the rules
    std::vector<bool> m_crowded;
    std::vector<bool> m_equal_keys; ///< of each account, whether equal keys are required; empty: of none
    std::vector<Privilege> m_privileges;
    Access m_access;
    OperatorDecisions m_decisions;
    std::optional<model::ConflictFact> m_open_seeded; ///< accounts that each installation seems to have made
    std::vector<model::AccountIndex> m_undecided;     ///< these accounts
};

} // namespace tributary::identity
