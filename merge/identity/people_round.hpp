#pragma once

#include "merge/identity/access.hpp"
#include "merge/identity/clusters.hpp"
#include "merge/identity/people.hpp"
#include "merge/identity/privilege_questions.hpp"

namespace tributary::identity {

/// What is known of the accounts, whatever the operator says.
struct Evidence {
    job::Job const &job;
    Accounts const &accounts;
    std::string const &table; ///< of the users
    std::vector<model::Match> const &found;
    std::vector<bool> const &crowded;
    std::vector<bool> const &equal_keys;
    std::vector<Privilege> const &privileges;
    Access const &access;
};

/// People decided once, from matches to questions. Where an answer separates accounts or chooses a survivor, that is
/// added to the operator's decisions; a separation holds from the next round on.
class PeopleRound {
public:
    /// What it is given must outlive it.
    PeopleRound(Evidence const &evidence, answers::Answers &answers, OperatorDecisions &decisions);

    People run();

private:
    std::vector<model::Match> effective_matches() const;
    std::vector<std::vector<model::AccountIndex>> parts_of(Cluster const &cluster);
    bool is_joined_by_answer(Cluster const &cluster, Ambiguity ambiguity);
    model::ConflictFact question_about(Cluster const &cluster, Ambiguity ambiguity) const;
    bool choose_survivor(Cluster const &cluster, model::ConflictFact const &question, std::string const &source);
    void put_survivor_first(model::Identity &identity) const;
    bool is_separated(model::Identity const &identity, model::ConflictFact question);
    bool is_separated_by_keys(model::Identity const &identity);
    bool is_separated_by_privileges(model::Identity const &identity);
    bool is_separated_by_privilege(model::Identity const &identity, Privilege const &privilege);
    bool is_taken(model::Identity const &identity, Privilege const &privilege, model::ConflictFact const &question,
                  answers::GivenAnswer const &answer);
    bool is_separated_by_access(model::Identity const &identity);
    bool is_of_operator(model::Identity const &identity) const;
    void settle_open_access();
    void separate(model::Identity const &identity);
    void confirm(std::span<model::AccountIndex const> accounts, plan::Answer const &answer);
    void ask(model::ConflictFact question);

    Evidence m_evidence;
    Accounts const &m_accounts;
    answers::Answers &m_answers;
    OperatorDecisions &m_decisions;
    People m_people;
    OpenPrivileges m_open_privileges;

    /// A merge that widens access, which no answer is about.
    struct OpenMerge {
        model::AccountIndex survivor = 0;
        model::ConflictFact question;
    };
    std::set<model::AccountIndex> m_asked_about_keys; ///< survivors: whose keys are asked about already
    bool m_asks_about_access = false;                 ///< of some merge
    std::vector<OpenMerge> m_open_merges;
};

} // namespace tributary::identity
