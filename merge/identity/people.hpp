#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/identity/clusters.hpp"
#include "merge/identity/privileges.hpp"
#include "merge/job/answers.hpp"
#include "merge/model/account.hpp"
#include "merge/model/facts.hpp"
#include "merge/model/mapping.hpp"

#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace tributary::identity {

/// From matches to identities, with the operator's answers: what is ambiguous, what widens a privileged access and what
/// mixes privileges is asked about, once for each identity.
class People {
public:
    People(job::Job const &job, staging::Staging const &staging, Accounts &accounts, model::MappedTable const &users,
           job::Answers &answers);

    /// Identities as things stand. Asks anew.
    void decide();

    /// The operator says of these two that they are one person. False: that is known already.
    bool join(model::AccountIndex first, model::AccountIndex second, plan::Answer const &answer);

    /// Another of the operator's answers sets both accounts apart.
    bool are_apart(model::AccountIndex first, model::AccountIndex second) const;

    /// What the operator said of these two, in words; nothing if he did not.
    std::string operators_words(model::Match const &match) const;

    /// Answers that contradict each other, and others about matches that cannot be obeyed: they are questions again.
    /// To be called once, at the end.
    void refuse_contradictions();

    std::vector<model::Match> matches; ///< of the rules and of the operator, each pair once
    std::vector<model::Identity> identities;
    std::vector<model::ConflictFact> questions; ///< undecided
    std::vector<SettledPrivilege> settled_privileges;
    std::vector<bool> undecided; ///< of each account, whether a cluster that it is in waits for an answer

private:
    using Pair = std::pair<model::AccountIndex, model::AccountIndex>; ///< the smaller first

    void take_statements();
    void take_statement(plan::Answer const &answer, std::vector<model::AccountIndex> const &account,
                        std::vector<model::AccountIndex> const &claimant);
    std::vector<model::Match> effective_matches() const;
    void settle(Cluster const &cluster, std::vector<model::Match> &joins);
    void confirm(std::span<model::AccountIndex const> accounts, plan::Answer const &answer);
    bool check(model::Identity &identity);
    bool check_keys(model::Identity const &identity);
    bool check_privileges(model::Identity const &identity);
    bool answered(model::Identity const &identity, model::ConflictFact const &question);

    job::Job const &m_job;
    Accounts const &m_accounts;
    std::string m_table;
    job::Answers &m_answers;
    std::vector<model::Match> m_found;            ///< by the rules
    std::map<Pair, plan::Answer const *> m_joins; ///< what the operator joined
    /// Pairs that the operator set apart, and his answers.
    std::map<Pair, plan::Answer const *> m_parted;
    std::set<model::AccountIndex> m_alone; ///< from everybody
    std::vector<bool> m_crowded;
    std::vector<bool> m_equal_keys; ///< empty: required of nobody
    std::vector<Privilege> m_privileges;
    std::set<model::AccountIndex> m_apart;     ///< the operator set them apart
    std::set<model::AccountIndex> m_survivors; ///< the operator chose them
    /// Accounts that rules had connected and the operator made one person, with his words.
    std::map<model::AccountIndex, std::string> m_confirmed;
};

} // namespace tributary::identity
