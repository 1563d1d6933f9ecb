#include "merge/databases/scratch.hpp"
#include "merge/databases/sqlite/catalogue.hpp"
#include "merge/databases/sqlite/database.hpp"
#include "merge/databases/sqlite/definitions.hpp"
#include "merge/databases/sqlite/insert.hpp"
#include "merge/databases/sqlite/open.hpp"
#include "merge/databases/sqlite/read_table.hpp"
#include "merge/databases/sqlite/refusal.hpp"
#include "merge/model/error.hpp"
#include "merge/model/sql_tokens.hpp"
#include "merge/model/words.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace tributary::databases::sqlite {
namespace {

bool is_one_of_sqlites(std::string const &collation)
{
    return is_same_name(collation, "binary") || is_same_name(collation, "nocase") || is_same_name(collation, "rtrim");
}

bool is_there(std::filesystem::path const &path)
{
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

Database open_file(Address const &address, Use use)
{
    auto const path = path_of(address);
    try {
        if (use != Use::load && !is_there(path)) {
            return {":memory:", Open::create};
        }
        return {path.string(), use == Use::reading ? Open::read_only : Open::create};
    } catch (Failure const &failure) {
        throw model::Error(model::Exit::cannot_write,
                           address.what + ": cannot open " + path.string() + ": " + failure.what());
    }
}

/// A file that is new is removed again unless the load ended in COMMIT.
class Unfinished {
public:
    Unfinished(std::filesystem::path path, Use use)
        : m_path(std::move(path)), m_new(use == Use::load && !is_there(m_path))
    {
    }
    Unfinished(Unfinished const &) = delete;
    Unfinished &operator=(Unfinished const &) = delete;
    ~Unfinished()
    {
        if (std::error_code ignored; m_new) {
            std::filesystem::remove(m_path, ignored);
        }
    }
    void keep() { m_new = false; }

private:
    std::filesystem::path m_path;
    bool m_new;
};

class SqliteTarget : public Target {
public:
    SqliteTarget(Address const &address, Use use)
        : m_what(address.what), m_path(path_of(address)), m_is_new(!is_there(m_path)), m_unfinished(m_path, use),
          m_database(open_file(address, use)), m_transaction(begin(use))
    {
    }

    Location location() const override
    {
        return {"sqlite:" + std::filesystem::absolute(m_path).lexically_normal().string(), m_is_new};
    }

    Identity identity() override { return identity_of(m_path); }

    bool is_in_use() override { return false; }

    void create(model::CreateScript const &script) override { run_definitions(script.before_rows); }

    void run_script(std::string const &file, std::string const &text) override
    {
        try {
            m_database.execute_script(text);
        } catch (Database::ScriptFailure const &failure) {
            if (is_files_condition(failure)) {
                throw refusal(failure, m_what);
            }
            std::string const message =
                failure.what() == std::string("not authorized")
                    ? "the script may not begin or end a transaction, nor attach a file: it runs inside the load"
                    : failure.what();
            throw model::Error(model::Exit::plan, file + ":" + std::to_string(failure.line) + ": " + message);
        }
    }

    model::Schema schema() override
    {
        return translate_errors([&] { return read_catalogue(m_database, m_what); });
    }

    std::vector<Object> objects() override
    {
        return translate_errors([&] {
            std::vector<Object> list;
            auto rows = m_database.prepare(
                "SELECT type, name FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' UNION ALL "
                "SELECT 'table column', '\"' || replace(t.name, '\"', '\"\"') || '\".\"' || replace(c.name, '\"', '\"\"') || '\"' "
                "FROM pragma_table_list AS t JOIN pragma_table_xinfo(t.name) AS c WHERE t.schema = 'main' AND t.type = 'table'");
            while (rows.step()) {
                list.push_back({rows.text(0), rows.text(1)});
            }
            return list;
        });
    }

    void before_rows(std::span<model::Table const> tables) override
    {
        for (auto const &table : tables) {
            auto rows = m_database.prepare("SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = ?1 "
                                           "AND type IN ('index', 'trigger') AND sql IS NOT NULL ORDER BY rowid");
            rows.bind(1, std::string_view(table.name));
            while (rows.step()) {
                m_taken_off.push_back({rows.text(0), rows.text(1), rows.text(2)});
            }
        }
        translate_errors([&] {
            for (auto const &taken : m_taken_off) {
                m_database.execute("DROP " + taken.type + " " + model::sql_name(taken.name));
            }
        });
    }

    std::unique_ptr<RowWriter> write(model::Table const &table, std::vector<std::string> const &columns) override
    {
        return translate_errors([&] { return std::make_unique<Insert>(m_database, m_what, table, columns); });
    }

    void after_rows() override
    {
        run_statements([&] {
            for (auto const &taken : m_taken_off) {
                m_database.execute(taken.sql);
            }
        });
    }

    void complete(model::CreateScript const &script) override { run_definitions(script.after_rows); }

    std::vector<ForeignCode> foreign_code() override { return {}; } // only this program's functions can be called
    std::string powers() override { return {}; }
    void disarm() override {}
    std::string calls_of(std::string const &) override { return {}; }

    void refresh_views(bool) override {} // SQLite has no materialised views

    model::Table trial_table(model::Table const &table, std::vector<std::string> const &columns, Asks asks) override
    {
        return translate_errors(
            [&] { return asks == Asks::rows ? without_triggers(table) : typed_like(table, columns, asks); });
    }

    void read(model::Table const &table, std::vector<std::string> const &columns, model::RowSink const &sink) override
    {
        translate_errors([&] {
            auto statement = m_database.prepare("SELECT " + (columns.empty() ? "NULL" : column_list(columns)) +
                                                " FROM " + model::sql_name(table));
            for_each_row(statement, sink);
        });
    }

    model::Table scratch_table(model::Table const &table, std::vector<std::string> const &columns) override
    {
        auto const definition = translate_errors([&] { return table_definition(m_database, table.name); });
        auto const generated = std::any_of(columns.begin(), columns.end(), [&](auto const &name) {
            return model::find_column(table, name)->generated;
        });
        std::string list;
        for (auto const &name : columns) {
            auto const &column = *model::find_column(table, name);
            list += ", " + model::sql_name(name) + " " + column.type +
                    (column.collation.empty() ? "" : " COLLATE " + column.collation) +
                    (column.generated ? " AS " + read_generated(definition, name) : "") +
                    (model::is_constant(column.default_expression)     ? " DEFAULT " + column.default_expression
                     : generated && !column.default_expression.empty() ? " DEFAULT (" + column.default_expression + ")"
                                                                       : "");
        }
        execute("DROP TABLE IF EXISTS temp.tributary_scratch; CREATE TEMPORARY TABLE tributary_scratch "
                "(\"tributary.source\" INTEGER, \"tributary.row\" INTEGER" +
                list + ")");
        auto scratch = scratch_of(table, columns);
        scratch.schema = "temp";
        return scratch;
    }

    void read_query(std::string const &sql, std::size_t, model::RowSink const &sink) override
    {
        translate_errors([&] {
            auto statement = m_database.prepare(sql);
            for_each_row(statement, sink);
        });
    }

    Answer query(std::string const &sql) override
    {
        return translate_errors([&] { return answer_of(m_database.prepare(sql)); });
    }

    std::optional<Answer> try_query(std::string const &sql) override
    {
        try {
            return answer_of(m_database.prepare(sql));
        } catch (Failure const &) {
            return std::nullopt;
        }
    }

    std::string version() override { return query("SELECT sqlite_version()").front().front().value_or(""); }

    /// A file that exists was opened for writing; one that does not is made in its folder.
    std::vector<model::MissingRight> missing_rights(std::span<model::Table const>) override
    {
        auto const folder = std::filesystem::absolute(m_path).parent_path();
        if (!is_there(folder)) {
            throw model::Error(model::Exit::cannot_write,
                               m_what + ": cannot open " + m_path.string() + ": its folder does not exist",
                               "make the folder, or fix the `url`");
        }
        if (::access(folder.c_str(), W_OK) == 0) {
            return {};
        }
        return {{"writing in folder " + folder.string(),
                 "give this user write permission there: SQLite keeps a journal beside the file"}};
    }

    void execute(std::string const &sql) override
    {
        translate_errors([&] { m_database.execute(sql); });
    }

    std::vector<std::string> broken_constraints(std::span<model::Table const>) override
    {
        return translate_errors([&] {
            std::vector<std::string> broken;
            auto rows = m_database.prepare(
                "SELECT \"table\", parent, count(*) FROM pragma_foreign_key_check GROUP BY 1, 2 ORDER BY 1, 2");
            while (rows.step()) {
                broken.push_back(model::counted(rows.integer(2), "row", "rows") + " of \"" + rows.text(0) + "\" " +
                                 std::string(model::plural(rows.integer(2), "refers", "refer")) + " to rows of \"" +
                                 rows.text(1) + "\" that do not exist");
            }
            return broken;
        });
    }

    void advance(model::Sequence const &sequence, std::int64_t value) override
    {
        translate_errors([&] {
            auto update =
                m_database.prepare("UPDATE sqlite_sequence SET seq = max(coalesce(seq, 0), ?2) WHERE name = ?1");
            update.bind(1, std::string_view(sequence.name)).bind(2, value).run();
            if (m_database.changes() == 0) {
                auto insert = m_database.prepare("INSERT INTO sqlite_sequence (name, seq) VALUES (?1, ?2)");
                insert.bind(1, std::string_view(sequence.name)).bind(2, value).run();
            }
        });
    }

    void commit() override
    {
        translate_errors([&] { m_transaction.commit(); });
        m_unfinished.keep();
    }

private:
    struct TakenOff {
        std::string type;
        std::string name;
        std::string sql;
    };

    Transaction begin(Use use)
    {
        return translate_errors([&] {
            // keys are checked as a whole before COMMIT, not row by row
            m_database.execute("PRAGMA foreign_keys = OFF; PRAGMA cache_size = -65536");
            return Transaction(m_database,
                               use == Use::reading ? Transaction::Kind::deferred : Transaction::Kind::immediate);
        });
    }

    model::Table without_triggers(model::Table const &table)
    {
        std::vector<std::string> triggers;
        auto rows = m_database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?1");
        rows.bind(1, std::string_view(table.name));
        while (rows.step()) {
            triggers.push_back(rows.text(0));
        }
        rows.reset();
        for (auto const &trigger : triggers) {
            m_database.execute("DROP TRIGGER " + model::sql_name(trigger));
        }
        return table;
    }

    /// Only a STRICT table looks at types. CHECKs over other columns too are left out, and so are collations of the
    /// application's own.
    model::Table typed_like(model::Table const &table, std::vector<std::string> const &columns, Asks asks)
    {
        auto trial = table;
        trial.name = trial.label = "tributary_trial";
        std::string definitions;
        for (auto const &name : columns) {
            auto const &column = *model::find_column(table, name);
            definitions += (definitions.empty() ? "" : ", ") + model::sql_name(name) + " " + column.type +
                           (is_one_of_sqlites(column.collation) ? " COLLATE " + column.collation : "");
        }
        std::vector<std::string> all;
        for (auto const &column : table.columns) {
            all.push_back(column.name);
        }
        for (auto const &check : table.checks) {
            if (asks == Asks::values &&
                model::columns_in(check.definition, columns) == model::columns_in(check.definition, all)) {
                definitions += ", " + without_table(check.definition, table.name);
            }
        }
        auto strict = m_database.prepare("SELECT strict FROM pragma_table_list WHERE schema = 'main' AND name = ?1");
        strict.bind(1, std::string_view(table.name));
        auto const typed = strict.step() && strict.integer(0) != 0;
        strict.reset();
        m_database.execute("DROP TABLE IF EXISTS temp.tributary_trial; CREATE TEMPORARY TABLE tributary_trial (" +
                           definitions + ")" + (typed ? " STRICT" : ""));
        return trial;
    }

    template <typename Work> auto translate_errors(Work const &work) -> decltype(work())
    {
        try {
            return work();
        } catch (Failure const &failure) {
            throw refusal(failure, m_what);
        }
    }

    /// Of another database's schema.
    void run_definitions(std::string const &definitions)
    {
        run_statements([&] {
            for (std::size_t from = 0; from < definitions.size();) {
                auto const end = definitions.find(end_of_definition, from);
                m_database.execute_definition(definitions.substr(from, end - from));
                from = end == std::string::npos ? end : end + 1;
            }
        });
    }

    /// As translate_errors(); where a statement is refused for its rows, the next step shows the statement.
    template <typename Work> void run_statements(Work const &work)
    {
        try {
            work();
        } catch (Failure const &failure) {
            auto refused = refusal(failure, m_what);
            if (!is_files_condition(failure)) {
                refused.next_step = failure.sql.substr(0, failure.sql.find('\n'));
            }
            throw model::Error(refused);
        }
    }

    std::string m_what;
    std::filesystem::path m_path;
    bool m_is_new;
    Unfinished m_unfinished;
    Database m_database;
    Transaction m_transaction;
    std::vector<TakenOff> m_taken_off;
};

} // namespace

std::unique_ptr<Target> open_target(Address const &address, Use use)
{
    return std::make_unique<SqliteTarget>(address, use);
}

} // namespace tributary::databases::sqlite
