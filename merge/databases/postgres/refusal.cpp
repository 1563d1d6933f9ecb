#include "merge/databases/postgres/refusal.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace tributary::databases::postgres {
namespace {

using model::Exit;

constexpr char const *no_right = "42501";
constexpr char const *lost_connection = "08006";

/// One line of the table: a code, or with two characters its class. The first that fits counts.
struct Line {
    std::string_view state;
    Exit exit;
    std::string_view next;
};

constexpr std::string_view refuses_rows =
    "nothing was changed; fix the rows in the source, `set` the column in the plan, or change what refuses them";
constexpr std::string_view is_away = "nothing was changed; run this again when the server accepts connections";
constexpr std::string_view is_full = "nothing was changed; free space on the server's disk, then run this again";
constexpr std::string_view has_a_bad_disk =
    "nothing was changed; the server's disk reported an error: check it and the server's log";
constexpr std::string_view was_cancelled = "nothing was changed; the statement was cancelled: run this again";
constexpr std::string_view takes_no_writes =
    "nothing was changed; the server is a standby or set to read-only: name the one that accepts writes";
constexpr std::string_view is_short =
    "nothing was changed; run this again when the server has less to do, or raise its limit";
constexpr std::string_view was_in_the_way =
    "nothing was changed; run this again when nothing else works on these tables";
constexpr std::string_view lacks_a_right =
    "`tributary check PLAN` lists the missing rights, each with the statement that grants it";

constexpr std::array lines{
    Line{"08", Exit::unreachable, is_away},             // the connection
    Line{"22", Exit::data, refuses_rows},               // a value
    Line{"23", Exit::data, refuses_rows},               // a constraint
    Line{"25006", Exit::cannot_write, takes_no_writes}, // read_only_sql_transaction
    Line{"28", Exit::unreachable, ""},                  // who connects
    Line{"40", Exit::busy, was_in_the_way},             // serialization_failure, deadlock_detected
    Line{no_right, Exit::unreachable, lacks_a_right},   // insufficient_privilege
    Line{"44", Exit::data, refuses_rows},               // WITH CHECK OPTION
    Line{"53100", Exit::cannot_write, is_full},         // disk_full
    Line{"53", Exit::busy, is_short},                   // out_of_memory, too_many_connections
    Line{"54000", Exit::data, refuses_rows},            // a value too large for its index
    Line{"55006", Exit::busy, was_in_the_way},          // object_in_use
    Line{"55P03", Exit::busy, was_in_the_way},          // lock_not_available
    Line{"57014", Exit::busy, was_cancelled},           // query_canceled
    Line{"57P", Exit::unreachable, is_away},            // admin_shutdown, crash_shutdown, cannot_connect_now
    Line{"58030", Exit::cannot_write, has_a_bad_disk},  // io_error
    Line{"P0001", Exit::data, refuses_rows},            // a trigger's RAISE
};

std::string trimmed(std::string text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' ')) {
        text.pop_back();
    }
    return text;
}

} // namespace

Meaning meaning_of(std::string_view state)
{
    auto const *const line =
        std::find_if(lines.begin(), lines.end(), [&](auto const &one) { return state.starts_with(one.state); });
    return line == lines.end() ? Meaning{} : Meaning{line->exit, std::string(line->next)};
}

bool is_servers_condition(std::string_view state)
{
    auto const exit = meaning_of(state).exit;
    return state != no_right && (exit == Exit::unreachable || exit == Exit::busy || exit == Exit::cannot_write);
}

std::string sqlstate_of(PGresult const *result, PGconn *connection)
{
    auto const *const field = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    std::string const state = field == nullptr ? "" : field;
    // a FATAL error of any kind ends the connection; one of the table says more than that
    auto const is_lost = PQstatus(connection) != CONNECTION_OK && meaning_of(state).exit == Exit::failed;
    return is_lost ? lost_connection : state;
}

std::string sqlstate_of(pqxx::failure const &failure)
{
    auto const is = [&](auto const *cast) { return cast != nullptr; };
    // libpqxx 6 keeps no SQLSTATE in these
    if (is(dynamic_cast<pqxx::insufficient_privilege const *>(&failure))) {
        return no_right;
    }
    if (is(dynamic_cast<pqxx::serialization_failure const *>(&failure))) {
        return "40001";
    }
    if (is(dynamic_cast<pqxx::deadlock_detected const *>(&failure))) {
        return "40P01";
    }
    if (is(dynamic_cast<pqxx::transaction_rollback const *>(&failure))) {
        return "40000";
    }
    if (is(dynamic_cast<pqxx::too_many_connections const *>(&failure))) {
        return "53300";
    }
    if (is(dynamic_cast<pqxx::broken_connection const *>(&failure))) {
        return lost_connection;
    }
    auto const *const refused = dynamic_cast<pqxx::sql_error const *>(&failure);
    // what is no answer of the server comes from the connection
    return refused == nullptr ? lost_connection : refused->sqlstate();
}

model::Error refusal(std::string const &state, std::string const &sentence)
{
    auto const meaning = meaning_of(state);
    return {meaning.exit, sentence, meaning.next};
}

model::Error refusal(PGresult const *result, PGconn *connection, std::string const &what)
{
    return refusal(sqlstate_of(result, connection), what + ": " + last_message(connection));
}

model::Error refusal(pqxx::failure const &failure, std::string const &what)
{
    return refusal(sqlstate_of(failure), what + ": " + sentence_of(failure));
}

std::string sentence_of(pqxx::failure const &failure)
{
    auto message = one_sentence(failure.what());
    // what libpqxx says of a connection that is gone when it asks for its encoding
    auto const is_lost = message.empty() || message.find("client encoding") != std::string::npos;
    return is_lost ? "the connection was lost" : message;
}

std::string one_sentence(std::string const &message)
{
    auto text = trimmed(message);
    for (char const *const prefix : {"ERROR:  ", "FATAL:  "}) {
        if (auto const at = text.find(prefix); at != std::string::npos) {
            text.erase(at, std::strlen(prefix));
        }
    }
    std::string line;
    std::size_t from = 0;
    while (from < text.size()) {
        auto const end = std::min(text.find('\n', from), text.size());
        auto part = text.substr(from, end - from);
        from = end + 1;
        if (part.starts_with("LINE ") || part.find_first_not_of(" ^\t") == std::string::npos ||
            part.starts_with("CONTEXT:")) {
            continue;
        }
        if (auto const start = part.find_first_not_of(" \t"); start != std::string::npos) {
            part.erase(0, start);
        }
        line += (line.empty() ? "" : " ") + part;
    }
    return line;
}

std::string last_message(PGconn *connection)
{
    auto message = one_sentence(PQerrorMessage(connection));
    return message.empty() && PQstatus(connection) != CONNECTION_OK ? "the connection was lost" : message;
}

} // namespace tributary::databases::postgres
