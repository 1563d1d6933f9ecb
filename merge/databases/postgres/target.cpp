#include "merge/databases/postgres/activity.hpp"
#include "merge/databases/postgres/catalogue.hpp"
#include "merge/databases/postgres/copy.hpp"
#include "merge/databases/postgres/foreign_code.hpp"
#include "merge/databases/postgres/location.hpp"
#include "merge/databases/postgres/open.hpp"
#include "merge/databases/postgres/script.hpp"
#include "merge/databases/postgres/session.hpp"
#include "merge/databases/postgres/settings.hpp"
#include "merge/databases/postgres/temporary_tables.hpp"
#include "merge/model/sql_tokens.hpp"
#include "sql/postgres_broken.hpp"
#include "sql/postgres_made_objects.hpp"
#include "sql/postgres_materialized_views.hpp"
#include "sql/postgres_rights_of_target.hpp"
#include "sql/postgres_take_off.hpp"
#include "sql/postgres_target_lock.hpp"

#include <pqxx/subtransaction>
#include <range/v3/view/reverse.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace tributary::databases::postgres {
namespace {

/// Indexes are built from all rows at once.
constexpr char const *own_settings = "SET LOCAL maintenance_work_mem = '256MB'";

/// One load at a time into one database; the number is "tributary" in base 36, cut to 63 bits.
constexpr std::int64_t lock_of_target = 83441026412074;

class PostgresTarget : public Target {
public:
    PostgresTarget(Address const &address, Use use)
        : m_what(address.what), m_schemas(address.schemas), m_conninfo(conninfo_of(address)),
          m_connection(connect(address, m_conninfo)),
          m_begun(translate_errors(m_what, [&] { return std::make_unique<pqxx::work>(*m_connection); })),
          m_transaction(*m_begun), m_use(use)
    {
        auto const free = translate_errors(m_what, [&] {
            auto const only_reads = use == Use::reading;
            m_transaction.exec(only_reads ? "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
                                          : "SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
            settle();
            return only_reads ||
                   m_transaction.exec_params1("SELECT pg_catalog.pg_try_advisory_xact_lock($1)", lock_of_target)[0]
                       .as<bool>();
        });
        if (!free) {
            throw model::Error(model::Exit::busy, m_what + ": another tributary is working on it",
                               "try again when it has finished");
        }
    }

    Location location() const override
    {
        auto &to = *m_connection;
        auto const text = [](char const *value) { return std::string(value == nullptr ? "" : value); };
        return {url_of({text(to.hostname()), text(to.port()), text(to.dbname()), text(to.username())})};
    }

    Identity identity() override
    {
        return translate_errors(m_what, [&] { return identity_of(m_transaction); });
    }

    bool is_in_use() override
    {
        return translate_errors(m_what, [&] {
            return m_transaction.exec_params1(sql::postgres_target_lock, lock_of_target)[0].as<bool>();
        });
    }

    void create(model::CreateScript const &script) override
    {
        run_ddl(script.before_rows);
        m_is_created = true;
        m_of_source = translate_errors(m_what, [&] { return functions_made(m_transaction); });
    }

    void run_script(std::string const &file, std::string const &text) override
    {
        auto script = text;
        if (script.starts_with("\xef\xbb\xbf")) {
            script.erase(0, 3); // a byte order mark, which psql skips too
        }
        if (auto const found = find_transaction_control(script)) {
            throw model::Error(model::Exit::plan,
                               file + ":" + std::to_string(found->line) + ": " + found->word +
                                   " is not allowed here: the script runs inside the load's transaction");
        }
        translate_errors(m_what,
                         [&] { m_transaction.exec("SET LOCAL search_path = " + model::sql_name(m_schemas.front())); });
        execute_script(raw_connection(m_transaction), m_what, file, script);
        // whatever the script set is its own affair: role, replication role, formats
        translate_errors(m_what, [&] { m_transaction.exec("RESET SESSION AUTHORIZATION; RESET ROLE"); });
        reset_settings();
    }

    model::Schema schema() override
    {
        return translate_errors(m_what, [&] { return read_catalogue(m_transaction, m_schemas, m_what); });
    }

    std::vector<Object> objects() override
    {
        std::vector<Object> list;
        for (auto const &row : query(sql::postgres_made_objects)) {
            list.push_back({row[0].value_or(""), row[1].value_or("")});
        }
        return list;
    }

    void before_rows(std::span<model::Table const> tables) override
    {
        translate_errors(m_what, [&] {
            for (auto const &row : m_transaction.exec_params(sql::postgres_take_off, oids_of(m_transaction, tables))) {
                m_transaction.exec(row[1].as<std::string>());
                m_put_back.push_back(row[2].as<std::string>());
            }
        });
    }

    std::unique_ptr<RowWriter> write(model::Table const &table, std::vector<std::string> const &columns) override
    {
        std::vector<model::Column> typed;
        for (auto const &name : columns) {
            auto const *const column = model::find_column(table, name);
            typed.push_back(column == nullptr ? model::Column{} : *column);
            typed.back().name = name;
        }
        return std::make_unique<CopyIn>(raw_connection(m_transaction), m_what + ": table \"" + table.label + "\"",
                                        model::sql_name(table), typed);
    }

    void after_rows() override
    {
        // the other way round than they were taken off: foreign keys last, as they need the indexes
        translate_errors(m_what, [&] {
            for (auto const &statement : m_put_back | ranges::views::reverse) {
                m_transaction.exec(statement);
            }
        });
        m_put_back.clear();
    }

    void complete(model::CreateScript const &script) override
    {
        if (m_use != Use::trial || script.after_rows.empty()) {
            return run_ddl(script.after_rows);
        }
        // the server evaluates what is constant in an index or a CHECK, without any row
        translate_errors(m_what, [&] {
            m_of_source.merge(with_stubs(m_transaction, m_of_source, [&] { run_ddl(script.after_rows); }));
        });
        reset_settings();
    }

    std::vector<ForeignCode> foreign_code() override
    {
        return translate_errors(m_what, [&] { return read_foreign_code(m_transaction, m_schemas); });
    }

    std::string powers() override
    {
        return translate_errors(m_what, [&] { return powers_of(m_transaction); });
    }

    void disarm() override
    {
        translate_errors(m_what, [&] {
            take_away(m_transaction, m_schemas);
            Stubs().put(m_transaction, m_of_source);
        });
        reset_settings();
    }

    std::string calls_of(std::string const &select) override
    {
        return translate_errors(m_what, [&] { return postgres::calls_of(m_transaction, select); });
    }

    void refresh_views(bool made) override
    {
        // pg_dump leaves every materialised view empty; of those that existed before, the unpopulated ones stay so
        translate_errors(m_what, [&] {
            for (auto const &row :
                 m_transaction.exec_params(sql::postgres_materialized_views, made, joined(m_schemas))) {
                m_transaction.exec(row[0].as<std::string>());
            }
        });
    }

    model::Table trial_table(model::Table const &table, std::vector<std::string> const &columns, Asks asks) override
    {
        if (asks == Asks::types) {
            return scratch_table(table, columns);
        }
        return translate_errors(m_what, [&] { return make_trial_table(m_transaction, table, columns, asks); });
    }

    void read(model::Table const &table, std::vector<std::string> const &columns, model::RowSink const &sink) override
    {
        std::vector<model::Column> typed;
        std::string list;
        for (auto const &name : columns) {
            list += (list.empty() ? "" : ", ") + model::sql_name(name);
            typed.push_back(*model::find_column(table, name));
        }
        copy_out(raw_connection(m_transaction), m_what + ": table \"" + table.label + "\"",
                 "SELECT " + list + " FROM " + model::sql_name(table), typed, sink);
    }

    model::Table scratch_table(model::Table const &table, std::vector<std::string> const &columns) override
    {
        return translate_errors(m_what, [&] {
            return make_scratch_table(m_transaction, table, columns, [&](std::string const &expression) {
                return !m_is_created || postgres::calls_of(m_transaction, "SELECT " + expression).empty();
            });
        });
    }

    void read_query(std::string const &sql, std::size_t columns, model::RowSink const &sink) override
    {
        copy_out(raw_connection(m_transaction), m_what, sql, std::vector<model::Column>(columns), sink);
    }

    Answer query(std::string const &sql) override
    {
        return translate_errors(m_what, [&] { return answer_of(m_transaction.exec(sql)); });
    }

    std::optional<Answer> try_query(std::string const &sql) override
    {
        return translate_errors(m_what, [&]() -> std::optional<Answer> {
            pqxx::subtransaction undone(m_transaction, "tributary_look");
            try {
                undone.exec("SET LOCAL lock_timeout = '1s'");
                return answer_of(undone.exec(sql));
            } catch (pqxx::sql_error const &) {
                return std::nullopt;
            }
        });
    }

    std::string version() override { return query("SHOW server_version").front().front().value_or(""); }

    std::vector<model::MissingRight> missing_rights(std::span<model::Table const> tables) override
    {
        return translate_errors(m_what, [&] {
            return rights_in(m_transaction.exec_params(sql::postgres_rights_of_target, oids_of(m_transaction, tables),
                                                       joined(m_schemas)));
        });
    }

    void execute(std::string const &sql) override
    {
        translate_errors(m_what, [&] { m_transaction.exec(sql); });
    }

    std::vector<std::string> broken_constraints(std::span<model::Table const> tables) override
    {
        return translate_errors(m_what, [&] {
            std::vector<std::string> broken;
            m_transaction.exec("SET CONSTRAINTS ALL IMMEDIATE"); // what is deferred is looked at now, not at COMMIT
            for (auto const &row : m_transaction.exec_params(sql::postgres_broken, oids_of(m_transaction, tables))) {
                broken.push_back(row[0].as<std::string>());
            }
            return broken;
        });
    }

    void advance(model::Sequence const &sequence, std::int64_t value) override
    {
        auto const name = model::sql_name(sequence);
        execute("SELECT pg_catalog.setval(" + model::sql_literal(name) +
                "::pg_catalog.regclass, greatest(last_value, " + std::to_string(value) + ")) FROM " + name);
    }

    void commit() override
    {
        try {
            m_transaction.commit();
        } catch (pqxx::in_doubt_error const &) {
            throw model::Error(
                model::Exit::resumable,
                m_what + ": the connection was lost during COMMIT; it is not known whether it took effect",
                "`tributary verify PLAN` shows whether it did; if the target is empty, run the load again");
        } catch (pqxx::failure const &failure) { // with the connection alive: the server has undone everything
            throw refusal(failure, m_what + ": COMMIT");
        }
    }

private:
    /// What a script set for the session does not stay behind in it: a pooler may give it to somebody else.
    void reset_settings()
    {
        translate_errors(m_what, [&] {
            m_transaction.exec("RESET ALL");
            settle();
        });
    }

    void settle()
    {
        apply_settings(m_transaction);
        m_transaction.exec(own_settings);
        complete_settings(m_transaction, m_what);
    }

    /// What the schemas that are copied need of others: a function, a type, a table.
    void refuse_what_needs_more(pqxx::sql_error const &failure) const
    {
        constexpr std::array<std::string_view, 4> not_there{"3F000", "42883", "42704", "42P01"};
        if (std::find(not_there.begin(), not_there.end(), failure.sqlstate()) != not_there.end()) {
            throw model::Error(
                model::Exit::plan, m_what + ": " + one_sentence(failure.what()),
                "`create` copies the schemas that the plan reads: if they need another schema, name it in `schema` of each source; if they need an extension, create it in the target (CREATE EXTENSION)");
        }
    }

    /// Bodies of functions are not compiled while the tables are made, as they may name what comes later, or what only
    /// their callers' search_path finds: pg_dump sets the same.
    void run_ddl(std::string const &script)
    {
        translate_errors(m_what, [&] {
            try {
                m_transaction.exec("SET LOCAL check_function_bodies = off");
                m_transaction.exec(script);
            } catch (pqxx::sql_error const &failure) {
                refuse_what_needs_more(failure);
                throw;
            }
        });
        reset_settings(); // pg_dump's script sets some for the session
    }

    std::string m_what;
    std::vector<std::string> m_schemas;
    Conninfo m_conninfo;
    std::unique_ptr<pqxx::connection> m_connection;
    std::unique_ptr<pqxx::work> m_begun;
    pqxx::work &m_transaction;
    std::vector<std::string> m_put_back;
    Use m_use = Use::load;
    bool m_is_created = false;         ///< by a CreateScript
    std::set<std::string> m_of_source; ///< functions that the CreateScript made
};

} // namespace

std::unique_ptr<Target> open_target(Address const &address, Use use)
{
    return std::make_unique<PostgresTarget>(address, use);
}

} // namespace tributary::databases::postgres
