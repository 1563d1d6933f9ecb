#include "tests/testing/pooler.hpp"

#include "tests/testing/postgres_server.hpp"

#include <libpq-fe.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace tributary::testing {
namespace {

constexpr char const *port = "6432"; // only a part of the socket's name
constexpr std::chrono::seconds longest_start{20};

/// `postgresql:///DATABASE?host=FOLDER&port=PORT&user=postgres`, the folder percent-encoded.
struct Parts {
    std::string begin;
    std::string folder;
};

Parts parts_of(std::string const &url)
{
    auto const host = url.find("host=") + 5;
    return {url.substr(0, host), url.substr(host, url.find('&', host) - host)};
}

std::string replaced(std::string text, std::string_view from, std::string_view to)
{
    for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
    return text;
}

} // namespace

Pooler::Pooler() : m_directory("/tmp")
{
    auto const &folder = m_directory.path;
    auto const server = replaced(parts_of(PostgresServer::shared().create_database()).folder, "%2F", "/");
    {
        std::ofstream settings(folder / "pgbouncer.ini");
        settings << "[databases]\n* = host=" << server
                 << " port=5432 user=postgres\n[pgbouncer]\nlisten_port = " << port
                 << "\nunix_socket_dir = " << folder.string()
                 << "\nauth_type = any\npool_mode = transaction\ndefault_pool_size = 1\nmax_client_conn = 50\n";
    }
    give_to_server_account(folder);
    auto const log = folder / "pgbouncer.log";
    m_process.id = start_server({"/usr/sbin/pgbouncer", folder / "pgbouncer.ini"}, folder, log);
    auto const socket = folder / (std::string(".s.PGSQL.") + port);
    auto const end = std::chrono::steady_clock::now() + longest_start;
    while (!std::filesystem::exists(socket)) {
        if (std::chrono::steady_clock::now() > end) {
            std::ifstream text(log);
            throw std::runtime_error("pgbouncer did not start:\n" +
                                     std::string(std::istreambuf_iterator<char>(text), {}));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
}

std::string Pooler::through(std::string const &url) const
{
    auto const parts = parts_of(url);
    return parts.begin + replaced(m_directory.path.string(), "/", "%2F") + "&port=" + port + "&user=postgres";
}

} // namespace tributary::testing
