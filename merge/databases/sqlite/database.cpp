#include "merge/databases/sqlite/database.hpp"

#include "merge/databases/sqlite/authorizer.hpp"
#include "merge/databases/sqlite/checked_pages.hpp"
#include "merge/databases/sqlite/temporary_files.hpp"

#include <sqlite3.h>

#include <algorithm>

namespace tributary::databases::sqlite {
namespace {

[[noreturn]] void throw_failure(sqlite3 *database, int code, std::string_view sql)
{
    auto const *const message = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    auto const extended = database != nullptr ? sqlite3_extended_errcode(database) : code;
    auto const is_of_disk =
        (code & 0xff) == SQLITE_FULL || (code & 0xff) == SQLITE_IOERR || (code & 0xff) == SQLITE_CANTOPEN;
    auto const is_temporary = took_temporary_failure();
    throw Failure(code & 0xff, extended, message, std::string(sql), is_of_disk && is_temporary);
}

int open_flags(Open mode)
{
    switch (mode) {
    case Open::read_only: return SQLITE_OPEN_READONLY;
    case Open::read_write: return SQLITE_OPEN_READWRITE;
    case Open::create: return SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    }
    return SQLITE_OPEN_READONLY;
}

constexpr std::string_view blanks = " \t\r\n";

} // namespace

bool is_busy(Failure const &failure) { return failure.code == SQLITE_BUSY; }

bool is_of_statement(Failure const &failure)
{
    return failure.code == SQLITE_ERROR || failure.code == SQLITE_CONSTRAINT || failure.code == SQLITE_MISMATCH;
}

bool is_read_only(Failure const &failure) { return failure.code == SQLITE_READONLY; }

bool is_not_a_database(Failure const &failure)
{
    return failure.code == SQLITE_NOTADB || failure.code == SQLITE_CORRUPT;
}

bool is_changed_page(Failure const &failure) { return failure.extended == SQLITE_IOERR_DATA; }

void Statement::Finalize::operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }

Statement::Statement(sqlite3 *database, std::string_view sql)
{
    sqlite3_stmt *statement = nullptr;
    char const *tail = nullptr;
    auto const code = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, &tail);
    m_statement.reset(statement);
    if (code != SQLITE_OK) {
        throw_failure(database, code, sql);
    }
    if (std::any_of(tail, sql.data() + sql.size(), [](char c) { return blanks.find(c) == std::string_view::npos; })) {
        throw Failure(SQLITE_ERROR, SQLITE_ERROR, "there is more than one statement", std::string(sql));
    }
}

void Statement::fail(int code) const
{
    auto *const database = sqlite3_db_handle(m_statement.get());
    throw_failure(database, code, sqlite3_sql(m_statement.get()));
}

Statement &Statement::bind(int position, model::Cell const &cell)
{
    auto *const statement = m_statement.get();
    int code = SQLITE_OK;
    switch (cell.type) {
    case model::Cell::Type::null: code = sqlite3_bind_null(statement, position); break;
    case model::Cell::Type::integer: code = sqlite3_bind_int64(statement, position, cell.integer); break;
    case model::Cell::Type::real: code = sqlite3_bind_double(statement, position, cell.real); break;
    case model::Cell::Type::text:
        code = sqlite3_bind_text64(statement, position, cell.bytes.empty() ? "" : cell.bytes.data(), cell.bytes.size(),
                                   SQLITE_STATIC, SQLITE_UTF8);
        break;
    case model::Cell::Type::blob:
        code = cell.bytes.empty()
                   ? sqlite3_bind_zeroblob(statement, position, 0)
                   : sqlite3_bind_blob64(statement, position, cell.bytes.data(), cell.bytes.size(), SQLITE_STATIC);
        break;
    }
    if (code != SQLITE_OK) {
        fail(code);
    }
    return *this;
}

Statement &Statement::bind(int position, std::int64_t value) { return bind(position, model::Cell::of(value)); }

Statement &Statement::bind(int position, std::string_view text) { return bind(position, model::Cell::of(text)); }

Statement &Statement::bind(int position, std::optional<std::string> const &text)
{
    return text ? bind(position, std::string_view(*text)) : bind(position, model::Cell{});
}

Statement &Statement::bind_blob(int position, std::string_view bytes)
{
    return bind(position, model::Cell{model::Cell::Type::blob, 0, 0, bytes});
}

bool Statement::step()
{
    auto const code = sqlite3_step(m_statement.get());
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        fail(code);
    }
    return code == SQLITE_ROW;
}

void Statement::reset() { sqlite3_reset(m_statement.get()); }

void Statement::run()
{
    while (step()) {
    }
    reset();
}

std::string Statement::column_name(int position) const
{
    auto const *const name = sqlite3_column_name(m_statement.get(), position);
    return name == nullptr ? std::string() : std::string(name);
}

int Statement::parameters() const { return sqlite3_bind_parameter_count(m_statement.get()); }

int Statement::columns() const { return sqlite3_column_count(m_statement.get()); }

bool Statement::is_null(int position) const { return sqlite3_column_type(m_statement.get(), position) == SQLITE_NULL; }

std::int64_t Statement::integer(int position) const { return sqlite3_column_int64(m_statement.get(), position); }

std::string Statement::text(int position) const
{
    auto const *const bytes = sqlite3_column_blob(m_statement.get(), position);
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), position));
    if (sqlite3_column_type(m_statement.get(), position) == SQLITE_TEXT ||
        sqlite3_column_type(m_statement.get(), position) == SQLITE_BLOB) {
        return size == 0 ? std::string() : std::string(static_cast<char const *>(bytes), size);
    }
    auto const *const shown = sqlite3_column_text(m_statement.get(), position);
    return shown == nullptr ? std::string() : std::string(reinterpret_cast<char const *>(shown));
}

std::optional<std::string> Statement::optional_text(int position) const
{
    return is_null(position) ? std::nullopt : std::optional(text(position));
}

model::Cell Statement::cell(int position) const
{
    auto *const statement = m_statement.get();
    auto const bytes = [&](void const *data) {
        auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement, position));
        return size == 0 ? std::string_view() : std::string_view(static_cast<char const *>(data), size);
    };
    switch (sqlite3_column_type(statement, position)) {
    case SQLITE_INTEGER: return model::Cell::of(static_cast<std::int64_t>(sqlite3_column_int64(statement, position)));
    case SQLITE_FLOAT: return {model::Cell::Type::real, 0, sqlite3_column_double(statement, position), {}};
    case SQLITE_TEXT: return model::Cell::of(bytes(sqlite3_column_text(statement, position)));
    case SQLITE_BLOB: return {model::Cell::Type::blob, 0, 0, bytes(sqlite3_column_blob(statement, position))};
    default: return {};
    }
}

void Database::Close::operator()(sqlite3 *database) const { sqlite3_close_v2(database); }

Database::Database(std::string const &path, Open mode, Pages pages)
{
    sqlite3 *database = nullptr;
    auto const *const vfs = pages == Pages::checked ? checked_pages_vfs() : plain_vfs();
    auto const code = sqlite3_open_v2(path.c_str(), &database, open_flags(mode) | SQLITE_OPEN_NOMUTEX, vfs);
    m_database.reset(database);
    if (code != SQLITE_OK) {
        throw_failure(database, code, "open");
    }
    // Double-quoted strings are a misspelt identifier read as text: never silently.
    sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_busy_timeout(database, 2000);
}

void Database::begin_checksums() const { reserve_checksums(m_database.get()); }

bool Database::has_checksums() const { return sqlite::has_checksums(m_database.get()); }

Statement Database::prepare_select(std::string_view sql, std::set<std::string> const &hidden,
                                   std::string const &view_prefix) const
{
    Hidden hides{hidden, view_prefix};
    Authorizer const guard(m_database.get(), refuse_all_but_select, &hides);
    return prepare(sql);
}

std::set<std::pair<std::string, std::string>> Database::columns_read(std::string_view sql) const
{
    std::set<std::pair<std::string, std::string>> result;
    Authorizer const guard(m_database.get(), note_reads, &result);
    prepare(sql);
    return result;
}

void Database::execute(std::string const &sql) const
{
    if (auto const code = sqlite3_exec(m_database.get(), sql.c_str(), nullptr, nullptr, nullptr); code != SQLITE_OK) {
        throw_failure(m_database.get(), code, sql);
    }
}

void Database::execute_script(std::string const &sql) const
{
    Authorizer const guard(m_database.get(), refuse_transaction_control, nullptr);
    char const *rest = sql.c_str();
    char const *const end = rest + sql.size();
    while (rest < end) {
        auto const *const start =
            std::find_if_not(rest, end, [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; });
        auto const line = 1 + static_cast<int>(std::count(sql.c_str(), start, '\n'));
        try {
            sqlite3_stmt *raw = nullptr;
            auto const code = sqlite3_prepare_v2(m_database.get(), rest, static_cast<int>(end - rest), &raw, &rest);
            std::unique_ptr<sqlite3_stmt, void (*)(sqlite3_stmt *)> const statement(
                raw, [](sqlite3_stmt *one) { sqlite3_finalize(one); });
            if (code != SQLITE_OK) {
                throw_failure(m_database.get(), code, start);
            }
            if (raw == nullptr) {
                continue; // white space or a comment
            }
            int stepped = SQLITE_ROW;
            while (stepped == SQLITE_ROW) {
                stepped = sqlite3_step(raw);
            }
            if (stepped != SQLITE_DONE) {
                throw_failure(m_database.get(), stepped, sqlite3_sql(raw));
            }
        } catch (Failure const &failure) {
            throw ScriptFailure(failure, line);
        }
    }
}

void Database::execute_definition(std::string const &sql) const
{
    Authorizer const guard(m_database.get(), refuse_all_but_create, nullptr);
    prepare(sql).run(); // one statement: prepare() refuses a second
}

std::optional<std::string> Database::changing_function(std::string const &sql) const
{
    Changing changing;
    {
        Authorizer const guard(m_database.get(), note_changing_functions, &changing);
        prepare(sql);
    }
    if (changing.found || !changing.date) {
        return changing.found;
    }
    // a date function asks for the time where a value says `now`, whatever that is made of: only running it shows that
    took_question_of_time();
    try {
        prepare(sql).run();
    } catch (Failure const &) { // NOLINT(bugprone-empty-catch): whoever needs the answer finds that
    }
    return took_question_of_time() ? std::optional<std::string>("the time of day") : std::nullopt;
}

std::optional<std::string> Database::value(std::string_view sql) const
{
    auto statement = prepare(sql);
    return statement.step() ? statement.optional_text(0) : std::nullopt;
}

std::int64_t Database::integer(std::string_view sql) const
{
    auto statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string Database::collation(std::string const &table, std::string const &column) const
{
    char const *name = nullptr;
    auto const code = sqlite3_table_column_metadata(m_database.get(), "main", table.c_str(), column.c_str(), nullptr,
                                                    &name, nullptr, nullptr, nullptr);
    return code == SQLITE_OK && name != nullptr ? name : "BINARY";
}

std::int64_t Database::changes() const { return sqlite3_changes64(m_database.get()); }

bool Database::in_transaction() const { return sqlite3_get_autocommit(m_database.get()) == 0; }

Transaction::Transaction(Database const &database, Kind kind) : m_database(database)
{
    switch (kind) {
    case Kind::deferred: database.execute("BEGIN"); break;
    case Kind::immediate: database.execute("BEGIN IMMEDIATE"); break;
    }
}

Transaction::~Transaction()
{
    if (m_database.in_transaction()) {
        try {
            m_database.execute("ROLLBACK");
        } catch (Failure const &) { // NOLINT(bugprone-empty-catch): closing the connection rolls back as well
        }
    }
}

void Transaction::commit() { m_database.execute("COMMIT"); }

Savepoint::Savepoint(Database const &database) : m_database(database)
{
    database.execute("SAVEPOINT tributary"); // of several with one name the latest is meant
}

Savepoint::~Savepoint()
{
    try {
        if (m_is_open) {
            m_database.execute("ROLLBACK TO tributary; RELEASE tributary");
        }
    } catch (Failure const &) { // what comes next in the file fails too, and says so
    }
}

void Savepoint::keep()
{
    m_database.execute("RELEASE tributary");
    m_is_open = false;
}

} // namespace tributary::databases::sqlite
