#pragma once

#include "merge/model/error.hpp"

#include <libpq-fe.h>
#include <pqxx/except>

#include <string>
#include <string_view>

namespace tributary::databases::postgres {

/// What it means for the run that PostgreSQL refused a statement, or COMMIT, with an SQLSTATE.
struct Meaning {
    model::Exit exit = model::Exit::failed;
    std::string next; ///< what to do; may be empty
};

/// By SQLSTATE, the whole code before its class: 65 for rows that the database refuses, 69 for a connection or a right
/// that is missing, 73 where the server cannot write, 75 for what passes by itself, 2 for everything else, an unknown
/// or empty SQLSTATE included.
Meaning meaning_of(std::string_view state);

/// True if the server's condition is the reason: no other row and no other statement would have fared better.
bool is_servers_condition(std::string_view state);

/// The SQLSTATE of the result; 08006 where the connection is lost and the result does not say why; empty if there is
/// none.
std::string sqlstate_of(PGresult const *result, PGconn *connection);
/// The SQLSTATE of what libpqxx threw, also where its exception holds none; empty if there was none.
std::string sqlstate_of(pqxx::failure const &failure);

/// `sentence` with the exit code and the next step of this SQLSTATE.
model::Error refusal(std::string const &state, std::string const &sentence);
/// The same of a failed result, beginning with `what`.
model::Error refusal(PGresult const *result, PGconn *connection, std::string const &what);
/// The same of what libpqxx threw.
model::Error refusal(pqxx::failure const &failure, std::string const &what);

/// What libpqxx threw, on one line; of a connection that is gone, just that.
std::string sentence_of(pqxx::failure const &failure);

/// libpq's last message without its "ERROR:" and line end.
std::string last_message(PGconn *connection);

/// A PostgreSQL message on one line: the sentence, then its DETAIL in brackets.
std::string one_sentence(std::string const &message);

} // namespace tributary::databases::postgres
