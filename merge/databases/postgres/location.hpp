#pragma once

#include <string>

namespace tributary::databases::postgres {

/// What libpq connected to, defaults, PG* variables and service files resolved.
struct Connected {
    std::string host; ///< name or address; a directory for a Unix socket
    std::string port;
    std::string database;
    std::string user;
};

/// A URL that psql takes, without a password: `postgresql://merge@db1:5432/pico`, and for a socket
/// `postgresql://merge@/pico?host=/var/run/postgresql&port=5432`.
std::string url_of(Connected const &connected);

} // namespace tributary::databases::postgres
