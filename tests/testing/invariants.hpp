#pragma once

#include "tests/testing/database.hpp"

#include <map>
#include <string>
#include <vector>

namespace tributary::testing {

/// What must hold in every target, whatever the plan says. These look at the database with the
/// engine's own catalogue and share nothing with the program under test.

/// How many rows each table has, tributary's own tables among them, by the table's name.
std::map<std::string, long long> row_counts(Database const &database);

/// One sentence for each foreign key that has rows without a parent; empty if all hold.
/// Tributary's own tables are not looked at. A key that PostgreSQL believes to be valid is
/// counted all the same.
std::vector<std::string> broken_references(Database const &database);

/// One sentence for each sequence whose next value is in use already in the column that takes its
/// default from it or owns it; empty if every next row will find a free id. A table without rows
/// has nothing in use. SQLite keeps its own sequences, so there the answer is always empty.
std::vector<std::string> sequences_behind(Database const &database);

} // namespace tributary::testing
