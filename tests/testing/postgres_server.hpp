#pragma once

#include "tests/testing/rows.hpp"
#include "tests/testing/server_process.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace tributary::testing {

/// A PostgreSQL server of our own on a Unix socket in a temporary folder. It is ready when the
/// constructor returns, stopped and removed without a trace at the end of its scope, and never
/// outlives the thread that started it, even if that is killed (then the folder stays).
///
/// The programs are taken from $TRIBUTARY_PG_BIN, else from the newest /usr/lib/postgresql/*/bin,
/// else from $PATH. Run by root, the server belongs to the user postgres. The superuser is
/// "postgres", without a password. Nothing is synced to disk: it is good for tests only.
///
/// With TRIBUTARY_PG_LOG=FILE in the environment every statement goes into that file, with the database and the process
/// that it was sent to; without it the log has errors only and goes with the server.
///
/// Throws std::runtime_error with the server's own log if it does not start.
class PostgresServer {
public:
    PostgresServer();
    ~PostgresServer() = default;
    PostgresServer(PostgresServer const &) = delete;
    PostgresServer &operator=(PostgresServer const &) = delete;

    /// The one server of this test process: started by the first call, stopped at exit. Test
    /// processes that run at the same time have a server each.
    static PostgresServer &shared();

    /// Drops what the shared server has made with create_database() since it was last called; nothing if there is no
    /// such server. After each test (see main.cpp), so that many tests can have one server.
    static void drop_databases();

    /// Makes an empty database under a name that this server has not used yet and returns its URI.
    std::string create_database();

    /// execute() and query() keep the connections that they make until the test ends, for the next call with the same
    /// URI: without a transaction, settings, temporary tables or locks of an earlier call, but with the settings of
    /// role and database from when the connection was made.
    ///
    /// Runs every statement in `sql`, in one transaction unless `sql` says otherwise. Throws
    /// std::runtime_error with PostgreSQL's message; then nothing of `sql` was done.
    static void execute(std::string const &url, std::string const &sql);

    /// The rows of the last statement in `sql`, in PostgreSQL's own text. Throws
    /// std::runtime_error with PostgreSQL's message, or if the last statement gives no rows.
    static Rows query(std::string const &url, std::string const &sql);

private:
    std::string url_of(std::string const &database) const;
    void wait_until_ready();

    TemporaryDirectory m_directory; // before the process: removed after it has ended
    ServerProcess m_process;
    std::filesystem::path m_log;
    std::string m_strategy;               ///< behind CREATE DATABASE
    std::vector<std::string> m_databases; ///< not dropped yet
    int m_last_database = 0;
};

} // namespace tributary::testing
