#include "merge/model/error.hpp"
#include "merge/model/terminal.hpp"
#include "reports/all.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <ostream>
#include <set>
#include <string>

namespace tributary::reports {
namespace {

constexpr std::string_view first_words = "# tributary aliases: ";

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

/// In quotes, as nginx reads a word of its configuration.
std::string quoted(std::string_view words)
{
    std::string result = "\"";
    for (char const c : words) {
        result += c == '"' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    }
    return result + '"';
}

/// As a part of a path in a url: nginx takes a $ in a value of a map for a variable, and knows no way to write the
/// sign.
std::string percent_encoded(std::string_view words)
{
    std::string result;
    for (char const c : words) {
        auto const is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                              c == '.' || c == '_' || c == '~';
        result += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return result;
}

/// nginx compares the keys of a map without the case of A to Z.
std::string as_nginx_compares(std::string key)
{
    std::transform(key.begin(), key.end(), key.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return key;
}

/// The lines of a `map`. What cannot be in a url, or would be the key of another name, is left out with a remark.
void write(std::ostream &out, model::Facts const &facts, std::span<Report const> reports, std::size_t)
{
    auto const is_aliases = reports.size() == 1 && reports.front().name == aliases.name;
    if (!is_aliases) {
        throw model::Error(model::Exit::usage, "--format nginx writes one report alone: aliases",
                           "`tributary report PLAN --what aliases --format nginx`");
    }
    out << first_words << "run " << model::printable(facts.summary.name) << ", digest " << facts.summary.digest << '\n';
    std::set<std::string> keys;
    reports.front().rows(facts, [&](Values const &values) {
        auto const key = text_of(values.at(0)) + "/" + text_of(values.at(1));
        auto const has_control = std::any_of(key.begin(), key.end(), is_control);
        if (has_control || !keys.insert(as_nginx_compares(key)).second) {
            out << "# left out, as " << (has_control ? "it has control characters" : "nginx ignores case") << ": "
                << model::printable(key) << " is " << model::printable(text_of(values.at(2))) << '\n';
            return;
        }
        out << quoted(key) << " \"" << percent_encoded(text_of(values.at(2))) << "\";\n";
    });
}

bool wrote(std::string_view beginning) { return beginning.starts_with(first_words); }

} // namespace

Format const nginx{"nginx", "the lines of a map for nginx, of aliases", write, wrote, "aliases"};

} // namespace tributary::reports
