#pragma once

#include "merge/databases/postgres/refusal.hpp"
#include "merge/databases/source.hpp"
#include "merge/model/error.hpp"

#include <libpq-fe.h>
#include <pqxx/connection>
#include <pqxx/result>
#include <pqxx/transaction>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace tributary::databases::postgres {

/// The address in parts: `shown` may be printed; `without_password` may be passed on a command line.
struct Conninfo {
    std::string full;             ///< key=value form, with the password
    std::string without_password; ///< key=value form
    std::string password;         ///< empty if there is none
    std::string key_password;     ///< of the client's key; empty if there is none
    std::string database;         ///< empty if the url does not say
    std::string shown;            ///< such as "prose on db1 as alice"
};

/// Throws model::Error 78 if libpq does not understand the url; the message never repeats the url.
Conninfo conninfo_of(Address const &address);

/// Throws model::Error 69 with libpq's reason if it cannot connect. What the session prints is settled by each
/// transaction (settings.hpp).
std::unique_ptr<pqxx::connection> connect(Address const &address, Conninfo const &conninfo);

/// Whether a connection pooler stands between: then the process that answers is not the one that the connection was
/// given when it was made (such as pgbouncer's, which makes that number up).
bool is_pooled(pqxx::transaction_base &transaction);

/// The connection beneath a transaction, for COPY, which libpqxx 6 cannot be trusted with.
PGconn *raw_connection(pqxx::dbtransaction const &transaction);

Answer answer_of(pqxx::result const &rows);

/// Rows of a right and the statement that gives it.
std::vector<model::MissingRight> rights_in(pqxx::result const &rows);

/// Runs the work and turns what libpqxx throws into model::Error, as refusal() does, beginning with `what`.
void run_translating_errors(std::string const &what, std::function<void()> const &work);

template <typename Work> auto translate_errors(std::string const &what, Work const &work) -> decltype(work())
{
    if constexpr (std::is_void_v<decltype(work())>) {
        run_translating_errors(what, work);
    } else {
        std::optional<decltype(work())> result;
        run_translating_errors(what, [&] { result.emplace(work()); });
        return std::move(*result);
    }
}

} // namespace tributary::databases::postgres
