#include "merge/databases/postgres/activity.hpp"

#include "merge/databases/postgres/catalogue.hpp"
#include "merge/model/words.hpp"
#include "sql/postgres_identity.hpp"
#include "sql/postgres_sessions.hpp"
#include "sql/postgres_write_counters.hpp"

#include <fmt/format.h>
#include <pqxx/result>

#include <cstdint>
#include <map>
#include <sstream>

namespace tributary::databases::postgres {
namespace {

constexpr char const *name_of_ours = "tributary%";
constexpr std::int64_t large = 5'000'000; ///< rows

/// Of a table: rows inserted or updated, rows deleted, the file it lies in.
struct Counters {
    std::int64_t written = 0;
    std::int64_t deleted = 0;
    std::int64_t file = 0;
    std::string name;      ///< quoted; empty: not known
    std::int64_t rows = 0; ///< about
};

std::map<std::string, Counters> counters_in(pqxx::transaction_base &transaction,
                                            std::vector<std::string> const &schemas)
{
    std::map<std::string, Counters> result;
    for (auto const &row : transaction.exec_params(sql::postgres_write_counters, joined(schemas))) {
        result[row[0].as<std::string>()] = {row[1].as<std::int64_t>(), row[2].as<std::int64_t>(),
                                            row[3].as<std::int64_t>(), row[4].as<std::string>(),
                                            row[5].as<std::int64_t>()};
    }
    return result;
}

/// `xmin:xmax:a,b`, as txid_snapshot prints it: what began at xmax or later, and a and b, was not seen. Where there are
/// such, everything since xmin counts, as rows of their subtransactions have numbers that the list does not name.
std::string not_seen(std::string const &snapshot)
{
    auto const first = snapshot.find(':');
    auto const second = snapshot.find(':', first + 1);
    auto const has_running = second != std::string::npos && second + 1 < snapshot.size();
    auto const number = has_running ? snapshot.substr(0, first) : snapshot.substr(first + 1, second - first - 1);
    return "age(xmin) <= age('" + std::to_string(std::stoull(number) & 0xffffffffU) + "'::xid)";
}

/// Empty: nothing.
std::string changes_of(pqxx::transaction_base &transaction, Counters const &was, Counters const &now,
                       std::string const &snapshot)
{
    if (now.file != was.file) {
        return "it was truncated or written anew";
    }
    std::string what;
    if (now.rows < large || now.written != was.written || now.deleted != was.deleted) {
        auto const query = "SELECT pg_catalog.count(*) FROM ONLY " + now.name + " WHERE " + not_seen(snapshot);
        if (auto const rows = transaction.exec1(query)[0].as<std::int64_t>(); rows > 0) {
            what =
                model::grouped(rows) + " " + std::string(model::plural(rows, "row", "rows")) + " inserted or updated";
        }
    }
    if (now.deleted > was.deleted) {
        what += (what.empty() ? "" : ", ") + model::grouped(now.deleted - was.deleted) + " deleted";
    }
    return what;
}

} // namespace

Identity identity_of(pqxx::transaction_base &transaction)
{
    auto const row = transaction.exec1(sql::postgres_identity);
    return {row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<bool>()};
}

std::vector<std::string> sessions_in(pqxx::transaction_base &transaction)
{
    std::vector<std::string> sessions;
    for (auto const &row : transaction.exec_params(sql::postgres_sessions, name_of_ours)) {
        auto const count = row[1].as<std::int64_t>();
        sessions.push_back(row[0].as<std::string>() + (count == 1 ? "" : " (" + std::to_string(count) + ")"));
    }
    return sessions;
}

std::string write_mark(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas)
{
    auto mark = transaction.exec1("SELECT pg_catalog.txid_current_snapshot()")[0].as<std::string>() + '\n';
    for (auto const &[oid, counters] : counters_in(transaction, schemas)) {
        mark += fmt::format("{} {} {} {}\n", oid, counters.written, counters.deleted, counters.file);
    }
    return mark;
}

std::vector<std::string> written_since(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas,
                                       std::string const &mark)
{
    std::istringstream lines(mark);
    std::string snapshot;
    std::getline(lines, snapshot);
    std::map<std::string, Counters> before;
    std::string oid;
    for (Counters read; lines >> oid >> read.written >> read.deleted >> read.file;) {
        before[oid] = read;
    }
    std::vector<std::string> sentences;
    if (transaction.exec1("SELECT pg_catalog.txid_current_snapshot()")[0].as<std::string>() == snapshot) {
        return sentences; // no transaction was given a number since
    }
    for (auto const &[table, now] : counters_in(transaction, schemas)) {
        auto const then = before.find(table);
        auto const what = then == before.end() ? "it is new" : changes_of(transaction, then->second, now, snapshot);
        if (!what.empty()) {
            sentences.push_back("table " + now.name + ": " + what);
        }
    }
    return sentences;
}

} // namespace tributary::databases::postgres
