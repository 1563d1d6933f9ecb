#pragma once

#include "merge/databases/sqlite/database.hpp"
#include "merge/model/schema.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace tributary::databases::sqlite {

/// The parts of a CREATE INDEX statement that no pragma reports.
struct IndexDefinition {
    std::vector<std::string> parts; ///< each column or expression, as it is written, without ASC and DESC
    std::string predicate;          ///< after WHERE; empty: all rows
};

/// Reads the statement as sqlite_schema keeps it. SQLite has accepted it; any other statement has no parts. O(n).
IndexDefinition read_index_definition(std::string_view sql);

/// The CREATE TABLE statement as SQLite keeps it; empty if there is no such table.
std::string table_definition(Database const &database, std::string const &table);

/// As SQLite compares names: without case, A to Z.
bool is_same_name(std::string_view a, std::string_view b);

/// The expression with its columns called without the table: `posts.price > 0` is `price > 0`. O(n).
std::string without_table(std::string_view expression, std::string_view table);

/// The CHECK constraints of a CREATE TABLE statement as they are written: `CHECK (price > 0)`, with their names, where
/// they have any; none of any other text. O(n).
std::vector<model::Check> read_check_constraints(std::string_view sql);

/// Of each foreign key of a CREATE TABLE statement, in its order, whether it waits for the end of the transaction.
/// O(n).
std::vector<bool> read_deferred_keys(std::string_view sql);

/// What a CREATE TABLE statement says that the column is generated from, in its brackets: `(lower(name))`. Empty if it
/// is not generated. O(n).
std::string read_generated(std::string_view sql, std::string_view column);

/// Behind each definition in a CreateScript of SQLite. In SQL it stands in strings and comments alone.
constexpr char end_of_definition = '\x1e';

/// Whether the statement begins as the CREATE of that kind (`table`, `view`, `index`, `trigger`) and of that name, and
/// defines a table by its columns, not by a query. What follows is for Database::execute_definition() to judge. O(n).
bool is_definition_of(std::string_view sql, std::string_view kind, std::string_view name);

} // namespace tributary::databases::sqlite
