#pragma once

#include "merge/model/coverage.hpp"
#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"
#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/suspects.hpp"

#include <cstdint>
#include <span>
#include <string>

/// What a finding proposes, as lines of the plan that can be pasted.
namespace tributary::undeclared {

/// A name as a condition of the plan says it: what SQLite reserves, and what is not a plain word, in quotes.
std::string in_condition(std::string const &name);

/// `41 of 43 values are ids of users (95 %) in prose, 2 of 2 (100 %) in lists`; `are` is what stands behind the first
/// numbers, such as "values are ids of users".
std::string shares_in_words(std::span<model::Share const> shares, std::string const &are);

/// No more tables are named.
inline constexpr std::size_t most_rivals = 5;

/// `; they may be ids of tags, pages and 3 more tables`; empty if there are none.
std::string rivals_in_words(std::span<model::KeyColumn const> rivals);

/// `; 2 others are empty`; nothing of 0. `are` is what these values are.
std::string none_in_words(std::int64_t count, std::string const &are);

/// The condition of rows in which the column beside the suspect's says that they are of this kind.
/// `is_stored` compares the column with the kind as it is stored: ` = 0`.
std::string condition_of_kind(Suspect const &suspect, std::string const &kind, std::string const &is_stored);

/// The condition of the rows that no entry of the plan with `when` is about; `…` if the plan has no such entry.
std::string rest_of_rows(plan::Plan const &plan, model::KeyColumn const &column);

/// An entry for each kind of what is beside the suspect's kind_column, with its condition; of a kind with rivals one
/// for each of them, of which one is to be chosen.
std::string entries_of_kinds(model::Schema const &schema, Suspect const &suspect, Counts const &counts,
                             KindTables const &kinds);

/// `table.column` as the plan says it, in TOML. A table's label is its name, or schema.name where several schemas are
/// read.
std::string in_plan(model::Schema const &schema, std::string const &label, std::string const &column);

/// Each line a comment.
std::string commented(std::string const &lines);

/// Several entries of which one is right: each line a comment, below one that says so.
std::string one_of(std::span<std::string const> entries);

} // namespace tributary::undeclared
