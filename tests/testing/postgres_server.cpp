#include "tests/testing/postgres_server.hpp"

#include "tests/testing/server_process.hpp"

#include <libpq-fe.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

namespace tributary::testing {

namespace {

constexpr char const *port = "5432"; // only a part of the socket's name: each server has its folder
constexpr std::chrono::seconds longest_start{60};
constexpr std::chrono::milliseconds between_pings{10};

// ---- the programs -------------------------------------------------------------------------------

bool holds_a_server(fs::path const &folder) { return fs::exists(folder / "initdb") && fs::exists(folder / "postgres"); }

/// The folder of the highest major version Debian has installed, or nothing.
fs::path newest_packaged()
{
    fs::path newest;
    int newest_version = -1;
    std::error_code nothing_there;
    for (auto const &entry : fs::directory_iterator("/usr/lib/postgresql", nothing_there)) {
        std::string const name = entry.path().filename().string();
        int version = 0;
        std::from_chars(name.data(), name.data() + name.size(), version);
        if (version > newest_version && holds_a_server(entry.path() / "bin")) {
            newest = entry.path() / "bin";
            newest_version = version;
        }
    }
    return newest;
}

fs::path first_in_path()
{
    char const *path = std::getenv("PATH");
    std::istringstream folders(path == nullptr ? "" : path);
    for (std::string folder; std::getline(folders, folder, ':');) {
        if (holds_a_server(folder)) {
            return fs::absolute(folder);
        }
    }
    return {};
}

fs::path programs()
{
    if (char const *chosen = std::getenv("TRIBUTARY_PG_BIN"); chosen != nullptr) {
        return fs::absolute(chosen);
    }
    fs::path found = newest_packaged();
    if (found.empty()) {
        found = first_in_path();
    }
    if (found.empty()) {
        throw std::runtime_error(
            "no PostgreSQL server found: install postgresql, or set TRIBUTARY_PG_BIN to the folder that has initdb and postgres");
    }
    return found;
}

// ---- the processes ------------------------------------------------------------------------------

std::string contents(fs::path const &file)
{
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

void make_cluster(fs::path const &bin, fs::path const &folder)
{
    fs::path const log = folder / "initdb.log";
    pid_t const process = start_server({bin / "initdb", "-D", folder / "data", "-U", "postgres", "-A", "trust", "-N",
                                        "--locale=C.UTF-8", "-E", "UTF8", "--wal-segsize=1"},
                                       folder, log);
    int status = -1;
    if (waitpid(process, &status, 0) != process || status != 0) {
        throw std::runtime_error("initdb failed:\n" + contents(log));
    }
}

// ---- the connections ----------------------------------------------------------------------------

struct Finish {
    void operator()(PGconn *connection) const { PQfinish(connection); }
};
struct Clear {
    void operator()(PGresult *result) const { PQclear(result); }
};
using Connection = std::unique_ptr<PGconn, Finish>;
using Result = std::unique_ptr<PGresult, Clear>;

std::string percent_encoded(std::string const &text)
{
    std::string result;
    for (char const character : text) {
        auto const byte = static_cast<unsigned char>(character);
        if (std::isalnum(byte) != 0 || character == '-' || character == '_' || character == '.') {
            result += character;
        } else {
            std::array<char, 4> code{};
            std::snprintf(code.data(), code.size(), "%%%02X", static_cast<unsigned>(byte));
            result += code.data();
        }
    }
    return result;
}

enum class Wanted { success, rows };

bool is_good(ExecStatusType status, Wanted wanted)
{
    return status == PGRES_TUPLES_OK ||
           (wanted == Wanted::success && (status == PGRES_COMMAND_OK || status == PGRES_EMPTY_QUERY));
}

Connection connected(std::string const &url)
{
    std::array<char const *, 3> const keywords{"dbname", "fallback_application_name", nullptr};
    std::array<char const *, 3> const values{url.c_str(), "tributary tests", nullptr};
    Connection connection(PQconnectdbParams(keywords.data(), values.data(), 1));
    if (PQstatus(connection.get()) != CONNECTION_OK) {
        throw std::runtime_error(PQerrorMessage(connection.get()));
    }
    PQsetNoticeProcessor(
        connection.get(), [](void *, char const *) {}, nullptr);
    return connection;
}

/// Connections that are idle, and as new: for the server a connection costs more processor time than most statements.
class Idle {
public:
    Connection take(std::string const &url)
    {
        std::scoped_lock const lock(m_mutex);
        auto const found = m_connections.find(url);
        if (found == m_connections.end()) {
            return nullptr;
        }
        Connection connection = std::move(found->second);
        m_connections.erase(found);
        PQconsumeInput(connection.get()); // sees that the server has ended it
        return PQstatus(connection.get()) == CONNECTION_OK ? std::move(connection) : nullptr;
    }

    void keep(std::string const &url, Connection connection)
    {
        if (PQtransactionStatus(connection.get()) != PQTRANS_IDLE ||
            PQresultStatus(Result(PQexec(connection.get(), "DISCARD ALL")).get()) != PGRES_COMMAND_OK) {
            return;
        }
        std::scoped_lock const lock(m_mutex);
        if (m_connections.size() == most) {
            m_connections.clear();
        }
        m_connections.insert_or_assign(url, std::move(connection));
    }

    void close_all()
    {
        std::scoped_lock const lock(m_mutex);
        m_connections.clear();
    }

private:
    static constexpr std::size_t most = 8;

    std::mutex m_mutex;
    std::map<std::string, Connection> m_connections; ///< by URI
};

Idle &idle()
{
    static Idle connections;
    return connections;
}

Result run(std::string const &url, std::string const &sql, Wanted wanted)
{
    Connection connection = idle().take(url);
    if (connection == nullptr) {
        connection = connected(url);
    }
    Result result(PQexec(connection.get(), sql.c_str()));
    if (!is_good(PQresultStatus(result.get()), wanted)) {
        std::string const message = PQerrorMessage(connection.get());
        throw std::runtime_error(message.empty() ? "no rows from: " + sql : message);
    }
    idle().keep(url, std::move(connection));
    return result;
}

PostgresServer *running = nullptr; ///< the shared one, once it is started

/// In memory if there is room, but not in $TMPDIR: the server's account may not enter that, or its name be too long for
/// a socket.
fs::path parent_of_servers() { return std::getenv("TMPDIR") == nullptr ? temporary_parent() : "/tmp"; }

/// How a database is made with the least work: in memory by copying files (29 ms of processor time instead of 48), on a
/// disk by writing pages (72 ms instead of 177). Servers before 15 know one way only.
std::string strategy(int version, fs::path const &folder)
{
    return version >= 150000 && folder.parent_path() == "/dev/shm" ? " STRATEGY = FILE_COPY" : "";
}

} // namespace

PostgresServer::PostgresServer() : m_directory(parent_of_servers())
{
    fs::path const folder = m_directory.path;
    fs::path const bin = programs();
    give_to_server_account(folder);
    make_cluster(bin, folder);

    std::vector<std::string> arguments{bin / "postgres", "-D", folder / "data", "-F", "-k", folder, "-p", port};
    for (std::string const setting :
         {"listen_addresses=", "max_connections=50", "shared_buffers=64MB", "wal_level=minimal", "max_wal_senders=0",
          "full_page_writes=off", "timezone=UTC"}) {
        arguments.insert(arguments.end(), {"-c", setting});
    }
    m_log = folder / "server.log";
    if (char const *log = std::getenv("TRIBUTARY_PG_LOG"); log != nullptr) {
        m_log = fs::absolute(log);
        arguments.insert(arguments.end(), {"-c", "log_statement=all", "-c", "log_line_prefix=%m %d %p "});
    }
    m_process.id = start_server(arguments, folder, m_log);
    wait_until_ready();
    m_strategy = strategy(std::stoi(query(url_of("postgres"), "SHOW server_version_num").at(0).at(0).value()), folder);
}

PostgresServer &PostgresServer::shared()
{
    static PostgresServer server;
    running = &server;
    return server;
}

void PostgresServer::drop_databases()
{
    if (running == nullptr || running->m_databases.empty()) {
        return;
    }
    idle().close_all();
    for (auto const &name : std::exchange(running->m_databases, {})) {
        execute(running->url_of("postgres"), "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }
}

std::string PostgresServer::create_database()
{
    m_databases.push_back("test_" + std::to_string(++m_last_database));
    execute(url_of("postgres"), "CREATE DATABASE " + m_databases.back() + m_strategy);
    return url_of(m_databases.back());
}

void PostgresServer::execute(std::string const &url, std::string const &sql) { run(url, sql, Wanted::success); }

Rows PostgresServer::query(std::string const &url, std::string const &sql)
{
    Result const result = run(url, sql, Wanted::rows);
    Rows rows;
    for (int number = 0; number < PQntuples(result.get()); ++number) {
        Row row;
        for (int column = 0; column < PQnfields(result.get()); ++column) {
            bool const null = PQgetisnull(result.get(), number, column) != 0;
            row.push_back(null ? std::nullopt : std::optional<std::string>(PQgetvalue(result.get(), number, column)));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::string PostgresServer::url_of(std::string const &database) const
{
    return "postgresql:///" + database + "?host=" + percent_encoded(m_directory.path.string()) + "&port=" + port +
           "&user=postgres";
}

void PostgresServer::wait_until_ready()
{
    auto const deadline = std::chrono::steady_clock::now() + longest_start;
    while (PQping(url_of("postgres").c_str()) != PQPING_OK) {
        bool const ended = waitpid(m_process.id, nullptr, WNOHANG) != 0;
        if (ended) {
            m_process.id = -1;
        }
        if (ended || std::chrono::steady_clock::now() > deadline) {
            throw std::runtime_error("PostgreSQL did not start:\n" + contents(m_log));
        }
        std::this_thread::sleep_for(between_pings);
    }
}

} // namespace tributary::testing
