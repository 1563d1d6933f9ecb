#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/identity/credentials.hpp"
#include "merge/job/job.hpp"
#include "merge/model/account.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace tributary::identity {

/// `gains` can be logged in to, or spoken for, with what `origin` has, and could not before.
struct WidenedAccess {
    model::AccountIndex gains = 0;
    model::AccountIndex origin = 0;
    std::string by; ///< a key's fingerprint, as shown, or `2 rows of tokens`
};

/// Login keys of accounts, and rows of tables that look as if they held credentials.
class Access {
public:
    /// Counts the rows of these tables. What it is given must outlive it.
    Access(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
           model::Mapping const &mapping);

    /// What the merge of these accounts opens, in a fixed order. `is_held`: only what the survivor has is carried over.
    /// O(accounts × keys of them all).
    std::vector<WidenedAccess> widened_by(model::Identity const &identity, bool is_held) const;

    /// Leaves out what the survivors of these identities did not have: rows of keys, or those that link them with the
    /// accounts, and rows of credentials, by the rule `hold`. O(keys + rows of these tables).
    void hold(std::vector<model::Identity> const &identities, std::set<model::AccountIndex> const &survivors) const;

    /// False where `survivorship` gives a merged account the login key of another: nothing would hold that back.
    bool can_hold() const;

private:
    void hold_keys(std::map<model::AccountIndex, model::AccountIndex> const &survivor_of) const;
    void hold_credentials(std::map<model::AccountIndex, model::AccountIndex> const &survivor_of) const;

    struct Credentials {
        CredentialTable table;
        std::vector<std::int64_t> rows; ///< of each account
    };

    /// True if the key is carried over from the account: not where it stands in the row of a user that folds.
    bool is_carried(model::KeyId key) const { return m_in_users_row.empty() || !m_in_users_row[key]; }

    job::Job const &m_job;
    staging::Staging const &m_staging;
    Accounts const &m_accounts;
    std::vector<Credentials> m_credentials;
    std::vector<bool> m_in_users_row; ///< of each key, by its number; empty: none is
};

} // namespace tributary::identity
