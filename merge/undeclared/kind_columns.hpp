#pragma once

#include "merge/model/schema.hpp"
#include "merge/undeclared/covered.hpp"
#include "merge/undeclared/suspects.hpp"

#include <string>
#include <vector>

/// Which column of a table says what another one holds.
namespace tributary::undeclared {

/// The column that says by its name of which kind the rows are whose ids are in `id`: subject_type of subject_id.
/// Empty: the table has no such column.
std::string kind_beside(model::Table const &table, std::string const &id);

/// What the kind column's foreign key leads to, if texts alone identify the rows there. Empty otherwise.
KindTable kind_table(model::Schema const &schema, model::Table const &table, std::string const &kind_column,
                     std::string const &users);

/// True of what is done to somebody, beside who does it: `blocked` beside `blocker`.
bool is_beside_doer(model::Table const &table, std::string const &column);

/// True if the column is one end of a range of which the table has the other: scale_from and scale_to.
bool is_end_of_range(model::Table const &table, std::string const &column);

/// True if the table says when that was done of which the column says by whom: created_at of created_by.
bool has_moment(model::Table const &table, std::string const &done_by);

/// The columns that may say it though no name does: those that refer to nothing, and belong by name to no other column.
/// O(columns).
std::vector<std::string> may_be_kinds(Covered const &covered, model::Table const &table, std::string const &id);

/// The texts that may say what the value is where each row is a setting: meta_key of meta_value, or the only text of a
/// unique key; otherwise the first few beside a `value`.
std::vector<std::string> keys_beside(Covered const &covered, model::Table const &table, std::string const &value);

} // namespace tributary::undeclared
