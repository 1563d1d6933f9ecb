#include "merge/databases/postgres/location.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace tributary::databases::postgres {
namespace {

/// What a URL takes as it is, and `also`; everything else as %41.
std::string encoded(std::string const &text, std::string_view also = {})
{
    std::string result;
    for (char const c : text) {
        auto const plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           std::string_view("-._~").find(c) != std::string_view::npos ||
                           also.find(c) != std::string_view::npos;
        result += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

} // namespace

std::string url_of(Connected const &connected)
{
    auto const &host = connected.host;
    auto const begin = "postgresql://" + encoded(connected.user) + "@";
    auto const database = "/" + encoded(connected.database);
    if (host.starts_with('/') || host.starts_with('@')) {
        return begin + database + "?host=" + encoded(host, "/") + "&port=" + encoded(connected.port);
    }
    auto const name = host.find(':') == std::string::npos ? encoded(host) : "[" + encoded(host, ":") + "]";
    return begin + name + ":" + encoded(connected.port) + database;
}

} // namespace tributary::databases::postgres
