#include "merge/databases/postgres/session.hpp"

#include <pqxx/errorhandler>
#include <pqxx/except>
#include <pqxx/largeobject>

#include <algorithm>
#include <string_view>

namespace tributary::databases::postgres {
namespace {

/// libpqxx gives its connection to large objects only.
struct Accessor : pqxx::largeobject {
    static PGconn *of(pqxx::dbtransaction const &transaction) { return raw_connection(transaction); }
};

std::string value_in_conninfo(char const *value)
{
    std::string result = "'";
    for (char const *c = value; *c != '\0'; ++c) {
        if (*c == '\'' || *c == '\\') {
            result += '\\';
        }
        result += *c;
    }
    return result += "'";
}

} // namespace

Conninfo conninfo_of(Address const &address)
{
    char *message = nullptr;
    std::unique_ptr<PQconninfoOption, void (*)(PQconninfoOption *)> const options(
        PQconninfoParse(address.url.c_str(), &message), PQconninfoFree);
    PQfreemem(message); // it may repeat the password
    if (!options) {
        throw model::Error(model::Exit::plan, address.what + ": libpq cannot parse the URL",
                           "write postgresql://user@host:port/database, key=value pairs, or sqlite:path");
    }
    for (auto const *option = options.get(); option->keyword != nullptr; ++option) {
        std::string_view const keyword = option->keyword;
        std::string_view const value = option->val == nullptr ? "" : option->val;
        auto const place = keyword == "host" || keyword == "port" || keyword == "dbname";
        if (place && (value.find('@') != std::string_view::npos ||
                      (keyword == "port" && value.find_first_not_of("0123456789,") != std::string_view::npos))) {
            throw model::Error(
                model::Exit::plan, address.what + ": the URL is malformed",
                "a password that holds @, / or : must be written as %40, %2F or %3A in a URL; better, put it into ~/.pgpass or PGPASSWORD");
        }
    }
    Conninfo info;
    std::string host;
    std::string user;
    for (auto const *option = options.get(); option->keyword != nullptr; ++option) {
        if (option->val == nullptr) {
            continue;
        }
        std::string const keyword = option->keyword;
        auto const pair = keyword + "=" + value_in_conninfo(option->val) + " ";
        info.full += pair;
        if (keyword == "password") {
            info.password = option->val;
        } else if (keyword == "sslpassword") {
            info.key_password = option->val;
            continue; // pg_dump would show it among its arguments
        } else {
            info.without_password += pair;
        }
        if (keyword == "dbname") {
            info.database = option->val;
            info.shown = option->val;
        } else if (keyword == "host") {
            host = std::string(" on ") + option->val;
        } else if (keyword == "user") {
            user = std::string(" as ") + option->val;
        }
    }
    info.shown += host + user;
    return info;
}

std::unique_ptr<pqxx::connection> connect(Address const &address, Conninfo const &conninfo)
{
    try {
        return std::make_unique<pqxx::connection>(conninfo.full +
                                                  "fallback_application_name=tributary client_encoding=UTF8");
    } catch (pqxx::failure const &failure) {
        throw model::Error(model::Exit::unreachable,
                           address.what + " (" + conninfo.shown + "): " + sentence_of(failure),
                           "test the URL with psql; a password belongs in ~/.pgpass or PGPASSWORD");
    }
}

bool is_pooled(pqxx::transaction_base &transaction)
{
    auto const answered = transaction.exec1("SELECT pg_catalog.pg_backend_pid()")[0].as<int>();
    return answered != transaction.conn().backendpid();
}

PGconn *raw_connection(pqxx::dbtransaction const &transaction) { return Accessor::of(transaction); }

Answer answer_of(pqxx::result const &rows)
{
    Answer answer;
    for (auto const &row : rows) {
        auto &cells = answer.emplace_back();
        for (auto const &field : row) {
            cells.push_back(field.is_null() ? std::nullopt : std::optional(field.as<std::string>()));
        }
    }
    return answer;
}

std::vector<model::MissingRight> rights_in(pqxx::result const &rows)
{
    std::vector<model::MissingRight> rights;
    for (auto const &row : rows) {
        rights.push_back({row[0].as<std::string>(), row[1].as<std::string>()});
    }
    return rights;
}

void run_translating_errors(std::string const &what, std::function<void()> const &work)
{
    try {
        work();
    } catch (pqxx::failure const &failure) {
        throw refusal(failure, what);
    }
}

} // namespace tributary::databases::postgres
