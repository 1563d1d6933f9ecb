#include "tests/testing/sqlite_file.hpp"

#include <sqlite3.h>

#include <memory>
#include <stdexcept>

namespace tributary::testing {

namespace {

struct CloseDatabase {
    void operator()(sqlite3 *database) const { sqlite3_close_v2(database); }
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

constexpr int patience_in_milliseconds = 10'000;

[[noreturn]] void fail(std::filesystem::path const &file, sqlite3 *database)
{
    throw std::runtime_error(file.string() + ": " + sqlite3_errmsg(database));
}

Database open(std::filesystem::path const &file, int flags)
{
    sqlite3 *handle = nullptr;
    int const code = sqlite3_open_v2(file.c_str(), &handle, flags, nullptr);
    Database database(handle);
    if (code != SQLITE_OK) {
        fail(file, database.get());
    }
    sqlite3_busy_timeout(database.get(), patience_in_milliseconds);
    sqlite3_exec(database.get(), "PRAGMA synchronous = OFF", nullptr, nullptr, nullptr);
    return database;
}

std::optional<std::string> value_of(sqlite3_stmt *statement, int column)
{
    if (sqlite3_column_type(statement, column) == SQLITE_NULL) {
        return std::nullopt;
    }
    auto const *text = reinterpret_cast<char const *>(sqlite3_column_text(statement, column));
    auto const size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
    return size == 0 ? std::string() : std::string(text, size);
}

Row row_of(sqlite3_stmt *statement)
{
    Row row;
    for (int column = 0; column < sqlite3_column_count(statement); ++column) {
        row.push_back(value_of(statement, column));
    }
    return row;
}

} // namespace

void execute(std::filesystem::path const &file, std::string const &sql)
{
    Database const database = open(file, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (sqlite3_exec(database.get(), sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        fail(file, database.get());
    }
}

Rows query(std::filesystem::path const &file, std::string const &sql)
{
    // Not read-only: the journal of a writer that was killed has to be rolled back first.
    Database const database = open(file, SQLITE_OPEN_READWRITE);
    Rows rows;
    char const *rest = sql.c_str();
    while (*rest != '\0') {
        sqlite3_stmt *handle = nullptr;
        if (sqlite3_prepare_v2(database.get(), rest, -1, &handle, &rest) != SQLITE_OK) {
            fail(file, database.get());
        }
        Statement const statement(handle);
        if (!statement) {
            continue; // a comment or blanks
        }
        rows.clear();
        int code = SQLITE_ROW;
        while ((code = sqlite3_step(statement.get())) == SQLITE_ROW) {
            rows.push_back(row_of(statement.get()));
        }
        if (code != SQLITE_DONE) {
            fail(file, database.get());
        }
    }
    return rows;
}

} // namespace tributary::testing
