#include "merge/databases/postgres/foreign_code.hpp"

#include "merge/databases/postgres/catalogue.hpp"
#include "sql/postgres_calls.hpp"
#include "sql/postgres_foreign_code.hpp"
#include "sql/postgres_powers.hpp"

#include <pqxx/result>

namespace tributary::databases::postgres {
namespace {

/// $1: OIDs with commas. The statement that puts a body without effect in the place of a function's, and the one that
/// puts the function back. PL/pgSQL takes and returns pseudotypes only of some kinds.
constexpr char const *stubs = R"(
SELECT format('CREATE OR REPLACE %s %I.%I(%s) %s LANGUAGE plpgsql %s AS %L',
              CASE p.prokind WHEN 'p' THEN 'PROCEDURE' ELSE 'FUNCTION' END, n.nspname, p.proname,
              pg_catalog.pg_get_function_arguments(p.oid),
              CASE p.prokind WHEN 'p' THEN '' ELSE 'RETURNS ' || pg_catalog.pg_get_function_result(p.oid) END,
              CASE WHEN p.prokind = 'p' THEN '' WHEN p.provolatile = 'i' THEN 'IMMUTABLE'
                   WHEN p.provolatile = 's' THEN 'STABLE' ELSE 'VOLATILE' END,
              CASE WHEN p.proretset OR p.prokind = 'p' OR p.proargmodes && '{o,b,t}'::"char"[]
                     OR p.prorettype = 'pg_catalog.void'::pg_catalog.regtype
                   THEN 'BEGIN RETURN; END' ELSE 'BEGIN RETURN NULL; END' END),
       pg_catalog.pg_get_functiondef(p.oid)
FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
WHERE p.oid = ANY (string_to_array(nullif($1, ''), ',')::pg_catalog.oid[]) AND p.prokind IN ('f', 'p')
  AND NOT EXISTS (SELECT FROM unnest(p.proargtypes || p.prorettype) AS u(id) JOIN pg_catalog.pg_type AS t ON t.oid = u.id
                  WHERE t.typtype = 'p' AND t.typname NOT IN ('record', 'void', 'trigger', 'event_trigger')
                    AND (t.typname !~ '^any.' OR t.typname = 'any'))
ORDER BY p.oid)";

} // namespace

std::set<std::string> functions_made(pqxx::transaction_base &transaction)
{
    std::set<std::string> result;
    for (auto const &row : transaction.exec(
             "SELECT p.oid FROM pg_catalog.pg_proc AS p WHERE p.oid >= 16384 AND "
             "p.xmin::text::bigint = pg_catalog.txid_current() % 4294967296 AND NOT EXISTS (SELECT FROM "
             "pg_catalog.pg_depend AS d WHERE d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass AND d.objid = "
             "p.oid AND d.deptype = 'e')")) {
        result.insert(row[0].as<std::string>());
    }
    return result;
}

void Stubs::put(pqxx::transaction_base &transaction, std::set<std::string> const &functions)
{
    transaction.exec("SET LOCAL check_function_bodies = off");
    std::string oids;
    for (auto const &one : functions) {
        oids += (oids.empty() ? "" : ",") + one;
    }
    for (auto const &row : transaction.exec_params(stubs, oids)) {
        transaction.exec(row[0].as<std::string>());
        m_originals.push_back(row[1].as<std::string>());
    }
}

void Stubs::take_off(pqxx::transaction_base &transaction)
{
    transaction.exec("SET LOCAL check_function_bodies = off");
    for (auto const &original : m_originals) {
        transaction.exec(original);
    }
    m_originals.clear();
}

std::set<std::string> with_stubs(pqxx::transaction_base &transaction, std::set<std::string> const &functions,
                                 std::function<void()> const &work)
{
    auto const known = functions_made(transaction);
    Stubs stubs;
    stubs.put(transaction, functions);
    work();
    stubs.take_off(transaction);
    auto made = functions_made(transaction);
    std::erase_if(made, [&](auto const &function) { return known.contains(function); });
    return made;
}

std::vector<ForeignCode> read_foreign_code(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas)
{
    std::vector<ForeignCode> result;
    for (auto const &row : transaction.exec_params(sql::postgres_foreign_code, joined(schemas))) {
        result.push_back({row[0].as<std::string>(), row[1].as<std::string>(), row[2].as<std::string>(),
                          row[3].as<std::string>(), row[4].as<std::string>(), row[5].as<std::string>(),
                          row[6].as<std::string>()});
    }
    return result;
}

void take_away(pqxx::transaction_base &transaction, std::vector<std::string> const &schemas)
{
    constexpr int most_levels = 16; // of tables that inherit: what a child declares too stays when its parent's goes
    for (int level = 0; level < most_levels; ++level) {
        bool is_done = true;
        for (auto const &code : read_foreign_code(transaction, schemas)) { // indexes first: a column may need one to go
            if (!code.without.empty()) {
                transaction.exec(code.without);
                is_done = false;
            }
        }
        if (is_done) {
            return;
        }
    }
}

std::string calls_of(pqxx::transaction_base &transaction, std::string const &select)
{
    transaction.exec("CREATE TEMPORARY VIEW tributary_parsed AS SELECT FROM (" + select + "\n) AS tributary_query");
    auto const calls = transaction.exec_params1(
        sql::postgres_calls,
        transaction.exec1("SELECT 'pg_temp.tributary_parsed'::pg_catalog.regclass::pg_catalog.oid")[0]
            .as<std::string>());
    transaction.exec("DROP VIEW pg_temp.tributary_parsed");
    return calls[0].as<std::string>();
}

std::string powers_of(pqxx::transaction_base &transaction)
{
    return transaction.exec1(sql::postgres_powers)[0].as<std::string>("");
}

} // namespace tributary::databases::postgres
