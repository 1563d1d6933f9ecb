#pragma once

#include "tests/testing/rows.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace tributary::testing {

enum class Engine { sqlite, postgres };

/// "sqlite" or "postgres": what a plan file gets as ${engine}, and what file names say.
std::string_view name(Engine engine);

/// One database of either kind, so that a test can be written once for both.
struct Database {
    Engine engine = Engine::sqlite;
    std::string url; ///< as in a plan file: "postgresql://…" or "sqlite:<path>"
};

/// A new database without a table: on the shared PostgreSQL server, or the file `<folder>/<name>.db`.
Database empty_database(Engine engine, std::filesystem::path const &folder, std::string const &name);

/// Runs every statement in `sql`; all or nothing on PostgreSQL, and on SQLite as well unless `sql`
/// ends the transaction itself. Throws std::runtime_error with the engine's message.
void execute(Database const &database, std::string const &sql);

/// The rows of the last statement in `sql`, in the engine's own text. Throws std::runtime_error with
/// the engine's message.
Rows query(Database const &database, std::string const &sql);

} // namespace tributary::testing
