#include "merge/discovery/init_urls.hpp"

#include "merge/model/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

namespace tributary::discovery {
namespace {

bool is_one_variable(std::string const &text) { return text.starts_with("${") && text.find('}') == text.size() - 1; }

/// True if the url, before variables are replaced, shows no password.
bool said_by_variable(databases::Address const &raw)
{
    if (is_one_variable(raw.url)) {
        return true;
    }
    try {
        auto const said = databases::parts_of(raw).password;
        return said.empty() || is_one_variable(said);
    } catch (model::Error const &) {
        return false; // nobody can tell what is what
    }
}

} // namespace

std::string KeptUrls::kept(std::string const &name, std::string const &raw, databases::Address address)
{
    auto const secret = databases::parts_of(address).password;
    address.url = raw;
    if (secret.empty() || said_by_variable(address)) {
        return raw;
    }
    auto const variable = variable_for(name);
    m_progress.warn(fmt::format("init: the url of {} holds a password, which no plan keeps: export {}=… with the whole "
                                "url, or leave the password to ~/.pgpass or PGPASSWORD and write the url without it",
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
