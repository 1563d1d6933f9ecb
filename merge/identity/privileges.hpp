#pragma once

#include "merge/identity/accounts.hpp"
#include "merge/model/mapping.hpp"

#include <set>
#include <string>
#include <vector>

namespace tributary::identity {

/// A column, or a table of rows about users, whose differences must not be resolved silently: each account's value in
/// the target; 0 where the source has no such column or table.
struct Privilege {
    std::string column; ///< of the users; of a table `table.column`
    std::vector<model::TextId> values;
    model::Interner texts;
    std::set<model::TextId> present; ///< by_presence: the values that are a moment at all
    bool by_presence = false;        ///< two moments are no difference; a moment and none are
    bool by_values = false;          ///< only its values say that it may be about access: nearly all have one value
    bool is_listed = false;          ///< by_values, but too many differ: differences are only listed
    std::string usual = {};          ///< how many accounts have which value, in words, where that says that it matters
    std::string rows_of = {};        ///< the table whose rows, not a column's values, are compared; empty: a column

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
/// what is neither a column of the users nor a table about them.
std::vector<std::string> privilege_columns(job::Job const &job, model::Mapping const &mapping);

/// These columns with each account's value as it would be in the target: two references to rows that fold are equal, if
/// the rows that users refer to are decided.
std::vector<Privilege> read_privileges(job::Job const &job, staging::Staging const &staging, Accounts const &accounts,
                                       model::Mapping const &mapping);

/// Columns whose names say nothing and whose values are like those that say what an account may do, or whether it may
/// be used: few different ones, or moments that most accounts lack. Of those in which nine tenths of the accounts have
/// one value, and in each source all but one at least or nine tenths as well (is_spam, standing), differences are asked
/// about; those of the others are only listed. None if the plan has `privileges`, and none where there are fewer than
/// ten accounts. O(accounts) for each column.
std::vector<Privilege> privileges_by_values(job::Job const &job, staging::Staging const &staging,
                                            Accounts const &accounts, model::MappedTable const &users);

/// Tables whose rows give a user a right, or take one (rights_tables()), with what each account has there: which
/// rights, as their rows are in the target, or whether it has a row. Rights that refer to a row that only one source
/// has do not count. Where neither the plan nor the table's name says that it is one, the values have to: of ten
/// accounts or more, one in ten at most has a row, or four fifths have the same rights. O(rows) of these tables.
std::vector<Privilege> privileges_by_rows(job::Job const &job, staging::Staging const &staging,
                                          Accounts const &accounts, model::Mapping const &mapping);

} // namespace tributary::identity
