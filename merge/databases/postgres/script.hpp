#pragma once

#include <libpq-fe.h>

#include <optional>
#include <string>
#include <string_view>

namespace tributary::databases::postgres {

/// Where a script would begin or end a transaction, which it may not, as it runs inside the load's.
struct TransactionControl {
    std::string word; ///< such as COMMIT
    int line = 1;
};

/// The first statement of the script that begins with BEGIN, START, COMMIT, END, ROLLBACK, ABORT, SAVEPOINT, RELEASE or
/// PREPARE TRANSACTION. Knows strings, quoted names, dollar quotes, comments and BEGIN ATOMIC bodies (PostgreSQL
/// documentation, "Lexical Structure"). O(n).
std::optional<TransactionControl> find_transaction_control(std::string_view script);

/// The line, counted from 1, of a position counted in characters from 1, as PostgreSQL reports it.
int line_of(std::string_view script, int position);

/// Runs the operator's script in the transaction of the connection; `what` is the database, and `file` the script's,
/// for messages. Throws model::Error: 78 with file and line for what is wrong with the script.
void execute_script(PGconn *connection, std::string const &what, std::string const &file, std::string const &script);

} // namespace tributary::databases::postgres
