#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"
#include "merge/target/shape.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::name_collisions {

/// Asks the target which names an account may have: its CHECKs over the users' name, alone or with other columns of the
/// account's own row, and the domain of the column. It is opened, in a transaction that never commits, when the first
/// name is asked about, and only if there is such a condition; a name is asked about once for each account, or once for
/// all where no other column counts. Left out are CHECKs over columns that follow the name, or that the target
/// generates.
class NameChecks {
public:
    /// What it is given must outlive it.
    NameChecks(job::Job const &job, staging::Staging const &staging, model::MappedTable const &users,
               identity::Accounts const &accounts);

    bool accepts(std::string_view name, model::AccountIndex account);

private:
    void demand(std::string const &condition);
    void open();
    void refuse_code();
    void write_rows();
    bool ask(std::string const &name, model::AccountIndex account);

    job::Job const &m_job;
    staging::Staging const &m_staging;
    model::MappedTable const &m_users;
    identity::Accounts const &m_accounts;
    std::string m_condition;            ///< empty: every name is accepted
    std::vector<std::string> m_columns; ///< of the row, that conditions look at beside the name
    std::string m_type;                 ///< of the name, beneath its domain
    std::optional<target::TargetTrial> m_trial;
    std::string m_rows; ///< the table that holds these columns of every account
    std::map<std::pair<std::string, model::AccountIndex>, bool> m_known;
};

} // namespace tributary::name_collisions
