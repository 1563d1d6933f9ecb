#pragma once

#include "merge/model/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

/// Statements that add to a target what a source has, every name in quotes.
namespace tributary::schema_diff {

/// With its columns, their defaults, and its primary key; without references, so that the order of several does not
/// matter, and without what the database computes.
std::string create_table(model::Table const &table);
/// The column may be NULL unless it has a default: the table may have rows of other sources.
std::string add_column(model::Table const &table, model::Column const &column);
/// Makes the target's column as wide as the source's.
std::string alter_type(model::Table const &table, model::Column const &column);
std::string create_enum(std::string const &type, std::vector<std::string> const &labels);
/// `place` is its position among the existing ones: `BEFORE 'x'`, `AFTER 'x'`; empty: last.
std::string add_label(std::string const &type, std::string const &label, std::string const &place);
/// A CHECK as PostgreSQL prints it, without the note that the rows that were there were not looked at.
std::string_view without_not_valid(std::string_view check);
/// Unless `validated`, it looks at new rows only (NOT VALID).
std::string add_check(model::Table const &table, model::Check const &check, bool validated);
/// Of an exclusion constraint ALTER TABLE. Runs inside a transaction. Empty where the key's definition is no index's.
std::string create_unique_index(model::Table const &table, model::UniqueKey const &key);

/// With a comment in front that says where the statement runs: in `before` where the load makes the tables; a label
/// that an enum gets cannot be used in the transaction that adds it, so not in `before` where the enum is there
/// already.
std::string with_its_place(std::string const &ddl, bool load_makes_tables);

} // namespace tributary::schema_diff
