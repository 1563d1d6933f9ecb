#pragma once

#include "tests/testing/rows.hpp"

#include <filesystem>
#include <string>

namespace tributary::testing {

/// Runs every statement in `sql`, in order; a file that does not exist is made. Without BEGIN each
/// statement is its own transaction, as in the sqlite3 shell.
///
/// This talks to sqlite3 itself and shares nothing with the program under test. Throws
/// std::runtime_error with SQLite's message; what ran before stays.
void execute(std::filesystem::path const &file, std::string const &sql);

/// The rows of the last statement in `sql`, every value as SQLite writes it as text.
///
/// Here the file must exist: asking a file that nobody made is an error, not an empty answer.
/// Throws std::runtime_error with SQLite's message.
Rows query(std::filesystem::path const &file, std::string const &sql);

} // namespace tributary::testing
