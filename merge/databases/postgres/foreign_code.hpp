#pragma once

#include "merge/databases/target.hpp"

#include <pqxx/transaction_base>

#include <functional>
#include <set>
#include <string>
#include <vector>

/// Code in a target that came from a source: functions, and expressions that call more than harmless ones.
namespace tributary::databases::postgres {

/// Functions and procedures that this transaction has made, without those of extensions: their OIDs.
std::set<std::string> functions_made(pqxx::transaction_base &transaction);

/// While it has a body in the place of each of these functions, none of them does anything: each returns NULL. Where a
/// function takes or returns what only C can, it stays.
class Stubs {
public:
    void put(pqxx::transaction_base &transaction, std::set<std::string> const &functions);
    /// The functions are as they were.
    void take_off(pqxx::transaction_base &transaction);

private:
    std::vector<std::string> m_originals; ///< CREATE OR REPLACE
};

/// Does the work while there are stubs in the place of these functions. Returns the functions that it has made.
std::set<std::string> with_stubs(pqxx::transaction_base &transaction, std::set<std::string> const &functions,
                                 std::function<void()> const &work);

std::vector<ForeignCode> read_foreign_code(pqxx::transaction_base &transaction,
                                           std::vector<std::string> const &schemas);

/// Takes away the expressions of these schemas that call more than harmless functions, for the rest of the transaction.
void take_away(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas);

/// The functions which are not harmless that the query would call, with commas. Relations that it reads, but for
/// temporary ones, count as well. The server parses the query, and evaluates nothing.
std::string calls_of(pqxx::transaction_base &transaction, std::string const &select);

/// Rights of the current role over the server, or over what policies hide; empty: none.
std::string powers_of(pqxx::transaction_base &transaction);

} // namespace tributary::databases::postgres
