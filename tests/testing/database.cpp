#include "tests/testing/database.hpp"

#include "tests/testing/postgres_server.hpp"
#include "tests/testing/sqlite_file.hpp"

#include <fstream>

namespace tributary::testing {

namespace {

constexpr std::string_view sqlite_scheme = "sqlite:";

std::filesystem::path file_of(Database const &database) { return database.url.substr(sqlite_scheme.size()); }

} // namespace

std::string_view name(Engine engine) { return engine == Engine::sqlite ? "sqlite" : "postgres"; }

Database empty_database(Engine engine, std::filesystem::path const &folder, std::string const &name)
{
    if (engine == Engine::postgres) {
        return {engine, PostgresServer::shared().create_database()};
    }
    std::filesystem::path const file = folder / (name + ".db");
    std::ofstream(file).flush(); // an empty file is an empty SQLite database
    return {engine, std::string(sqlite_scheme) + file.string()};
}

void execute(Database const &database, std::string const &sql)
{
    if (database.engine == Engine::postgres) {
        PostgresServer::execute(database.url, sql);
    } else {
        execute(file_of(database), "BEGIN;\n" + sql + "\n;COMMIT;");
    }
}

Rows query(Database const &database, std::string const &sql)
{
    return database.engine == Engine::postgres ? PostgresServer::query(database.url, sql)
                                               : query(file_of(database), sql);
}

} // namespace tributary::testing
