#include "merge/databases/postgres/settings.hpp"

#include "merge/model/error.hpp"
#include "merge/model/schema.hpp"
#include "sql/postgres_optional_settings.hpp"

#include <pqxx/connection_base>
#include <pqxx/result>

#include <array>
#include <string_view>

namespace tributary::databases::postgres {
namespace {

struct Setting {
    std::string_view name;
    std::string_view value;
    std::string_view reads_back; ///< as current_setting() gives it; empty: the value
};

/// Every setting that a role may change and that changes what a statement of ours reads, writes or prints.
constexpr std::array settings{
    Setting{"client_encoding", "UTF8", ""},
    Setting{"DateStyle", "ISO, MDY", ""},
    Setting{"IntervalStyle", "postgres", ""},
    Setting{"TimeZone", "UTC", ""},
    Setting{"extra_float_digits", "3", ""},
    Setting{"bytea_output", "hex", ""},
    Setting{"xmloption", "content", ""},
    Setting{"lc_monetary", "C", ""},
    Setting{"standard_conforming_strings", "on", ""},
    Setting{"array_nulls", "on", ""},
    Setting{"quote_all_identifiers", "off", ""},
    Setting{"transform_null_equals", "off", ""},
    Setting{"check_function_bodies", "on", ""},
    Setting{"synchronize_seqscans", "off", ""},
    Setting{"gin_fuzzy_search_limit", "0", ""},
    Setting{"row_security", "off", ""},
    Setting{"exit_on_error", "off", ""},
    Setting{"statement_timeout", "0", ""},
    Setting{"idle_in_transaction_session_timeout", "0", ""},
    Setting{"lock_timeout", "30s", ""},
    Setting{"client_min_messages", "error", ""},
    Setting{"search_path", "", "\"\""},
};

constexpr int first_with_transaction_timeout = 170000;

} // namespace

void apply_settings(pqxx::transaction_base &transaction)
{
    std::string statements;
    // the first of all: the others take their time, too
    if (transaction.conn().server_version() >= first_with_transaction_timeout) {
        statements += "SET LOCAL transaction_timeout = 0; ";
    }
    for (auto const &setting : settings) {
        statements += "SET LOCAL " + std::string(setting.name) + " = " + model::sql_literal(setting.value) + "; ";
    }
    transaction.exec(statements);
}

void complete_settings(pqxx::transaction_base &transaction, std::string const &what)
{
    transaction.exec(sql::postgres_optional_settings);
    std::string query;
    for (auto const &setting : settings) {
        query += (query.empty() ? "SELECT " : ", ") + std::string("pg_catalog.current_setting(") +
                 model::sql_literal(setting.name) + ")";
    }
    auto const row = transaction.exec1(query);
    for (std::size_t i = 0; i < settings.size(); ++i) {
        auto const &setting = settings.at(i);
        auto const expected = setting.reads_back.empty() ? setting.value : setting.reads_back;
        if (auto const is = row[static_cast<pqxx::row::size_type>(i)].as<std::string>(); is != expected) {
            throw model::Error(
                model::Exit::unreachable,
                what + ": the server has " + std::string(setting.name) + " as \"" + is + "\", though it was set to \"" +
                    std::string(expected) + "\" in this transaction",
                "a connection pooler that gives each statement to another session cannot be used: write the server's own address in `url`");
        }
    }
}

} // namespace tributary::databases::postgres
