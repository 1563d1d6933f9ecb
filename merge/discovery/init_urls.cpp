#include "merge/discovery/init_urls.hpp"

#include "merge/model/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace tributary::discovery {
namespace {

bool is_one_variable(std::string const &text) { return text.starts_with("${") && text.find('}') == text.size() - 1; }

/// True if the url, before variables are replaced, contains no password.
bool hides_password(databases::Address const &raw)
{
    if (is_one_variable(raw.url)) {
        return true;
    }
    try {
        auto const password = databases::parts_of(raw).password;
        return password.empty() || is_one_variable(password);
    } catch (model::Error const &) {
        return false; // the parts cannot be separated
    }
}

} // namespace

std::string KeptUrls::kept(std::string const &name, std::string const &raw, databases::Address address)
{
    auto const secret = databases::parts_of(address).password;
    address.url = raw;
    if (secret.empty() || hides_password(address)) {
        return raw;
    }
    auto const variable = variable_for(name);
    m_progress.warn(fmt::format(
        "init: the URL of {} holds a password, which is not written into a plan: export {}=… with the whole URL, or put the password into ~/.pgpass or PGPASSWORD and leave it out of the URL",
        address.what, variable));
    return "${" + variable + "}";
}

std::string KeptUrls::variable_for(std::string const &name)
{
    std::string variable;
    for (unsigned char const c : name) {
        variable += std::isalnum(c) != 0 ? static_cast<char>(std::toupper(c)) : '_';
    }
    variable = (std::isdigit(static_cast<unsigned char>(variable.front())) != 0 ? "_" : "") + variable + "_URL";
    while (std::find(m_taken.begin(), m_taken.end(), variable) != m_taken.end()) {
        variable += "_";
    }
    m_taken.push_back(variable);
    return variable;
}

} // namespace tributary::discovery
