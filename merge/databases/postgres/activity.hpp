#pragma once

#include "merge/databases/identity.hpp"

#include <pqxx/transaction_base>

#include <string>
#include <vector>

namespace tributary::databases::postgres {

Identity identity_of(pqxx::transaction_base &transaction);

/// Who else is connected to the database: `puma as prose (3)`. What has this program's name is left out.
std::vector<std::string> sessions_in(pqxx::transaction_base &transaction);

/// What written_since() needs: which transactions this snapshot does not see, and the server's counters of writes to
/// each table. Lines of numbers.
std::string write_mark(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas);

/// What was written since the mark, a sentence for each table. If the server has given out a transaction number since,
/// tables are read (about 0.2 s for a million rows): large ones only if their counters moved, which may be ten seconds
/// late. Deleted rows are the counter's.
std::vector<std::string> written_since(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas,
                                       std::string const &mark);

} // namespace tributary::databases::postgres
