#include "merge/databases/postgres/snapshot.hpp"

#include "merge/databases/postgres/catalogue.hpp"
#include "merge/databases/postgres/session.hpp"
#include "merge/databases/postgres/settings.hpp"
#include "merge/model/words.hpp"
#include "sql/postgres_lock_holders.hpp"
#include "sql/postgres_lockable.hpp"

#include <algorithm>

namespace tributary::databases::postgres {
namespace {

constexpr int attempts = 5;

struct Lockable {
    std::string oid;
    std::string name; ///< quoted, with its schema
    bool operator==(Lockable const &) const = default;
};

std::vector<Lockable> lockable(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas)
{
    std::vector<Lockable> tables;
    for (auto const &row : transaction.exec_params(sql::postgres_lockable, joined(schemas))) {
        tables.push_back({row[0].as<std::string>(), row[1].as<std::string>()});
    }
    return tables;
}

void lock_tables(pqxx::transaction_base &transaction, std::vector<Lockable> const &tables)
{
    std::string list;
    for (auto const &table : tables) {
        list += (list.empty() ? "" : ", ") + table.name;
    }
    if (!list.empty()) {
        transaction.exec("LOCK TABLE " + list + " IN ACCESS SHARE MODE");
    }
}

model::Error is_locked(pqxx::connection &connection, std::vector<Lockable> const &tables, std::string const &what)
{
    std::string oids;
    for (auto const &table : tables) {
        oids += (oids.empty() ? "" : ",") + table.oid;
    }
    pqxx::work look(connection);
    apply_settings(look);
    auto const holders = look.exec_params(sql::postgres_lock_holders, oids);
    if (holders.empty()) { // let go since
        return {model::Exit::busy, what + ": a table was locked for too long", "run this again"};
    }
    auto const holder = holders[0];
    auto const pid = holder[1].as<std::string>();
    auto sentence = what + ": table " + holder[0].as<std::string>() + " is locked by process " + pid;
    if (auto const who = holder[2].as<std::string>(""); !who.empty()) {
        sentence += " (" + who + ")";
    }
    if (!holder[3].is_null()) {
        sentence +=
            ", whose transaction began " + model::counted(holder[3].as<std::size_t>(), "second", "seconds") + " ago";
    }
    return {model::Exit::busy, sentence,
            "run this again when it has finished, or end it: SELECT pg_terminate_backend(" + pid + ")"};
}

void require_schemas(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas,
                     std::string const &what)
{
    for (auto const &schema : schemas) {
        if (transaction.exec_params("SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1", schema).empty()) {
            throw model::Error(model::Exit::plan, what + ": there is no schema \"" + schema + "\"");
        }
    }
}

} // namespace

std::unique_ptr<Snapshot> begin_snapshot(pqxx::connection &connection, std::vector<std::string> const &schemas,
                                         std::string const &what, std::chrono::milliseconds patience)
{
    for (int attempt = 0; attempt < attempts; ++attempt) {
        std::vector<Lockable> wanted;
        { // in a transaction of its own: its SELECT takes a snapshot
            pqxx::work look(connection);
            apply_settings(look);
            wanted = lockable(look, schemas);
        }
        auto transaction = std::make_unique<Snapshot>(connection);
        apply_settings(*transaction);
        try {
            transaction->exec("SET LOCAL lock_timeout = " + std::to_string(patience.count()));
            lock_tables(*transaction, wanted);
        } catch (pqxx::sql_error const &failure) {
            transaction.reset();
            if (failure.sqlstate() == "55P03") { // lock_not_available
                throw is_locked(connection, wanted, what);
            }
            if (failure.sqlstate() == "42P01") { // undefined_table: dropped or renamed since
                continue;
            }
            throw;
        }
        apply_settings(*transaction);                 // the timeout too
        require_schemas(*transaction, schemas, what); // the first query: takes the snapshot
        complete_settings(*transaction, what);
        if (lockable(*transaction, schemas) == wanted) {
            return transaction;
        }
    }
    throw model::Error(model::Exit::busy, what + ": tables are made or dropped all the time",
                       "run this again when the schema stays as it is");
}

} // namespace tributary::databases::postgres
