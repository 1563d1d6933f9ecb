#pragma once

#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"
#include "merge/undeclared/suspects.hpp"

#include <map>
#include <string>

/// Columns named after a role that users have (`owner_id`), which other things may have too.
namespace tributary::undeclared {

/// True if it is named so, or like a column that refers to users elsewhere.
inline bool is_of_role(Suspect const &suspect)
{
    return suspect.by_role || suspect.otherwise.value_or(suspect.looks) == Suspect::Looks::id_by_column;
}

/// What was counted of each value of a column that may be of kinds.
using KindCounts = std::map<std::string, Tally::Of>;

/// What the kinds in `kind_column` mean for such a column of `table`, if they speak for another table than users: a
/// kind or a flag is called after it (`team`, `is_org`), kinds are the beginnings of tables' names (`u` and `t`), or
/// the ids of one kind fit it as they would not by accident if they were users'. The ids of the others fit `users`.
/// Empty: all of them may well be users'. O(kinds * tables).
std::map<std::string, model::KeyColumn> kinds_of_role(plan::Plan const &plan, model::Schema const &schema,
                                                      model::Table const &table, model::Column const &kind_column,
                                                      KindCounts const &kinds, model::KeyColumn const &users,
                                                      std::map<model::KeyColumn, std::size_t> const &sizes);

/// The same where a flag is called after a table (`to_group`), and the column beside it may be called anything: at
/// least three different ids of each kind. Empty: the flag says nothing of it.
std::map<std::string, model::KeyColumn> kinds_of_flag(model::Schema const &schema, model::Table const &table,
                                                      model::Column const &flag, KindCounts const &kinds,
                                                      model::KeyColumn const &users,
                                                      std::map<model::KeyColumn, std::size_t> const &sizes);

/// True if a column with this name, which holds only yes and no, may say of a table whether rows are of it: `is_group`.
bool may_be_flag_of(std::string const &column, std::string const &table);

/// True if nearly all ids are users', whatever their kind.
bool fit_users(KindCounts const &kinds, model::KeyColumn const &users);

} // namespace tributary::undeclared
