#pragma once

#include "merge/model/cell.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

struct sqlite3;
struct sqlite3_stmt;

namespace tributary::databases::sqlite {

/// What SQLite refused: its message, its primary and extended code, and the SQL.
struct Failure : std::runtime_error {
    Failure(int result, int extended_result, std::string const &message, std::string statement,
            bool in_temporary_file = false)
        : std::runtime_error(message), code(result), extended(extended_result), sql(std::move(statement)),
          is_temporary(in_temporary_file)
    {
    }

    int code;
    int extended;
    std::string sql;
    bool is_temporary; ///< a file for sorting or for temporary tables failed, and not the database's
};

bool is_busy(Failure const &failure);
/// The SQL is at fault, not the file.
bool is_of_statement(Failure const &failure);
bool is_read_only(Failure const &failure);
bool is_not_a_database(Failure const &failure);
/// A page is not as it was written (Pages::checked).
bool is_changed_page(Failure const &failure);

enum class Open {
    read_only,  ///< the file exists and is not written
    read_write, ///< the file exists
    create,     ///< the file is made if it does not exist
};

enum class Pages {
    plain,
    checked, ///< with the checksums of checked_pages.hpp, if the file has them
};

/// A prepared statement. Bound bytes are not copied: they must live until the next step() that follows reset().
class Statement {
public:
    /// Throws Failure if `sql` is not exactly one statement.
    Statement(sqlite3 *database, std::string_view sql);

    Statement &bind(int position, model::Cell const &cell);
    Statement &bind(int position, std::int64_t value);
    Statement &bind(int position, std::string_view text);
    Statement &bind(int position, std::optional<std::string> const &text);
    Statement &bind_blob(int position, std::string_view bytes);

    /// True while there is a row. Throws Failure.
    bool step();
    void reset();
    /// step() to the end and reset(): for statements that answer nothing.
    void run();

    int columns() const;
    std::string column_name(int position) const;
    int parameters() const;
    bool is_null(int position) const;
    std::int64_t integer(int position) const;
    std::string text(int position) const;
    std::optional<std::string> optional_text(int position) const;
    /// Valid until the next step().
    model::Cell cell(int position) const;

private:
    struct Finalize {
        void operator()(sqlite3_stmt *statement) const;
    };
    [[noreturn]] void fail(int code) const;

    std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// A connection to one SQLite file.
class Database {
public:
    /// Throws Failure if the file cannot be opened so. `path` may be ":memory:".
    Database(std::string const &path, Open mode, Pages pages = Pages::plain);

    /// The pages of this file get checksums: for one that is empty, before anything is written to it.
    void begin_checksums() const;
    /// To be asked once something was read of the file.
    bool has_checksums() const;

    Statement prepare(std::string_view sql) const { return {m_database.get(), sql}; }

    /// A statement that reads and does nothing else: everything but SELECT in it fails as "not authorized", and so does
    /// reading a table of `hidden`, unless through a view whose name begins so.
    Statement prepare_select(std::string_view sql, std::set<std::string> const &hidden,
                             std::string const &view_prefix) const;

    /// The columns that the statement reads, each with its table, or with the view through which it is read. A table or
    /// view of which only rows are counted has a column without a name.
    std::set<std::pair<std::string, std::string>> columns_read(std::string_view sql) const;

    /// All statements of `sql`, one after the other.
    void execute(std::string const &sql) const;

    /// A script from an operator's file. BEGIN, COMMIT, ROLLBACK, savepoints and ATTACH in it are refused, so that it
    /// stays inside the transaction it is run in. `line` of a failure is where its statement begins.
    struct ScriptFailure : Failure {
        ScriptFailure(Failure const &failure, int at_line) : Failure(failure), line(at_line) {}
        int line;
    };
    void execute_script(std::string const &sql) const;

    /// One CREATE statement that a source's file holds: it may make a table, a view, an index or a trigger, and nothing
    /// else. Throws Failure "not authorized" where it does more, and where another statement follows.
    void execute_definition(std::string const &sql) const;

    /// The first function in the statement that may give a different value next time: random(), CURRENT_TIMESTAMP, and
    /// date functions where they ask for the time; nullopt if there is none. A statement with date functions is run for
    /// that. For files with checked pages only, over which it reads no other time.
    std::optional<std::string> changing_function(std::string const &sql) const;

    /// First column of the first row; nothing if there is no row or it is NULL.
    std::optional<std::string> value(std::string_view sql) const;
    std::int64_t integer(std::string_view sql) const;
    /// Under which the column compares its texts, unless an expression says otherwise: BINARY, NOCASE, ….
    std::string collation(std::string const &table, std::string const &column) const;
    std::int64_t changes() const;
    bool in_transaction() const;

private:
    struct Close {
        void operator()(sqlite3 *database) const;
    };
    std::unique_ptr<sqlite3, Close> m_database;
};

/// All or nothing. Rolls back at the end of its scope unless commit() ran.
class Transaction {
public:
    enum class Kind { deferred, immediate };
    explicit Transaction(Database const &database, Kind kind = Kind::immediate);
    Transaction(Transaction const &) = delete;
    Transaction &operator=(Transaction const &) = delete;
    ~Transaction();
    void commit();

private:
    Database const &m_database;
};

/// A part of a transaction. Undone at the end of its scope unless keep() ran. Scopes nest.
class Savepoint {
public:
    explicit Savepoint(Database const &database);
    Savepoint(Savepoint const &) = delete;
    Savepoint &operator=(Savepoint const &) = delete;
    ~Savepoint();
    void keep();

private:
    Database const &m_database;
    bool m_is_open = true;
};

} // namespace tributary::databases::sqlite
