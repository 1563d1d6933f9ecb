#pragma once

#include "tests/testing/server_process.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <string>

namespace tributary::testing {

/// A pgbouncer in transaction mode with one connection to the server, between tests and the shared PostgresServer, on a
/// Unix socket of its own: whoever comes next gets the session that the last one left. Ready when the constructor
/// returns; stopped at the end of its scope. Throws std::runtime_error with its log.
class Pooler {
public:
    Pooler();
    /// The same database, through the pooler; `url` is one of PostgresServer::create_database().
    std::string through(std::string const &url) const;

private:
    TemporaryDirectory m_directory; // before the process: removed after it has ended
    ServerProcess m_process;
};

} // namespace tributary::testing
