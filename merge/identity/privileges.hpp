#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/model/mapping.hpp"

#include <set>
#include <string>
#include <vector>

namespace tributary::identity {

/// A column whose differences must not be resolved silently: each account's value in the target; 0 where the source has
/// no such column.
struct Privilege {
    std::string column;
    std::vector<model::TextId> values;
    model::Interner texts;
    std::set<model::TextId> present; ///< by_presence: the values that are a moment at all
    bool by_presence = false;        ///< two moments are no difference; a moment and none are
    bool by_values = false;          ///< only its values say that it may be about access: nearly all have one value
    bool is_taste = false;           ///< by_values, but differences are only listed
    std::string usual = {};          ///< by_values: how many accounts have which value, in words

    /// What is compared: equal numbers are no difference.
    model::TextId compared(model::TextId value) const { return by_presence ? present.contains(value) : value; }
    /// The value as it is the same for many accounts.
    std::string pattern(model::TextId value) const
    {
        return !by_presence ? std::string(texts.text(value)) : present.contains(value) ? "set" : "not set";
    }
};

/// A privilege that the operator has settled: this account's value stays.
struct SettledPrivilege {
    model::AccountIndex survivor;
    std::string column;
    model::AccountIndex winner;
};

/// The columns whose differences count: those that the plan names, or those whose name and type say that they are about
/// access (concern_of()). Columns that `survivorship` decides are left out. Throws model::Error 78 where the plan names
/// a column that does not exist.
std::vector<std::string> privilege_columns(job::Job const &job, model::MappedTable const &users);

/// These columns with each account's value as it would be in the target: two references to rows that fold are equal, if
/// the rows that users refer to are decided.
std::vector<Privilege> read_privileges(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
                                       model::MappedTable const &users);

/// Columns whose names say nothing and whose values are like those that say what an account may do, or whether it may
/// be used: few different ones, or moments that most accounts lack. Of those in which nearly all accounts have one
/// value (is_spam, standing) each difference is asked about, unless the name says that they are a matter of taste or of
/// contact (is_taste()); those are only listed, as are the others. None if the plan has `privileges`, and none
/// where there are fewer than ten accounts. O(accounts) for each column.
std::vector<Privilege> privileges_by_values(job::Job const &job, staging::Staging const &staging,
                                            Accounts const &accounts, model::MappedTable const &users);

} // namespace tributary::identity
