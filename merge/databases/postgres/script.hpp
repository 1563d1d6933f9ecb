#pragma once

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

} // namespace tributary::databases::postgres
