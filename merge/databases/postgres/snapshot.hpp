#pragma once

#include <pqxx/connection>
#include <pqxx/transaction>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace tributary::databases::postgres {

using Snapshot = pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>;

/// Begins a read-only snapshot of these schemas. Their tables are locked (ACCESS SHARE) before it is taken: TRUNCATE
/// and an ALTER TABLE that rewrites are not MVCC-safe, and rows of a table that goes through one of them between a
/// snapshot and its reading would be gone, or doubled. The locks last as long as the transaction; reading and writing
/// goes on beside them.
///
/// Throws model::Error: 75 with the process that holds a table for longer than `patience`, 78 if a schema does not
/// exist.
std::unique_ptr<Snapshot> begin_snapshot(pqxx::connection &connection, std::vector<std::string> const &schemas,
                                         std::string const &what,
                                         std::chrono::milliseconds patience = std::chrono::seconds(30));

} // namespace tributary::databases::postgres
