#include "merge/discovery/init.hpp"

#include "merge/model/characters.hpp"
#include "tools/all.hpp"

#include <algorithm>
#include <array>

namespace tributary::tools {
namespace {

/// Keywords of libpq that begin a key=value url: `dbname=prose` names no source.
constexpr std::array keywords{
    "host",    "hostaddr", "port",    "dbname",  "user",   "password",        "passfile",
    "service", "sslmode",  "sslcert", "options", "sslkey", "connect_timeout", "application_name"};

/// NAME=URL, or a URL alone.
discovery::InitDatabase source_of(std::string const &word)
{
    auto const end = word.find('=');
    auto const name = word.substr(0, end == std::string::npos ? 0 : end);
    if (!model::is_bare_word(name) || std::find(keywords.begin(), keywords.end(), name) != keywords.end()) {
        return {"", word};
    }
    return {name, word.substr(end + 1)};
}

model::Exit run_init(Options const &options, plan::Choices const &choices, job::Progress const &progress)
{
    if (options.sources.empty() || options.target.empty()) {
        throw model::Error(model::Exit::usage,
                           options.sources.empty() ? "`init` needs a --source" : "`init` needs a --target",
                           "tributary init pico.toml --source prose=postgresql:///prose --target postgresql:///pico\n" +
                               way_to_help("init"));
    }
    discovery::InitRequest request;
    request.file = options.plan;
    for (auto const &word : options.sources) {
        request.sources.push_back(source_of(word));
    }
    request.target.url = options.target;
    request.create = options.create;
    request.schemas = options.schemas;
    request.users = options.users;
    discovery::init(request, choices, progress);
    return model::Exit::clean;
}

} // namespace

Command const init{
    "init",
    "inspect the sources and write a first plan file",
    "Inspects the sources and the target, which are only read, and writes PLAN, which must not exist: the users\n"
    "table, their names and login keys,"
    " references that no foreign key declares, lookup tables, unique constraints,\n"
    "and what differs between the services. Each guess says why; what is uncertain is commented out. URLs are written\n"
    "as in the plan file; a password is not copied into it.",
    "tributary init pico.toml --source prose=postgresql:///prose --source lists=sqlite:lists.db --target postgresql:///pico",
    {"source", "target", "create", "schema", "users"},
    nullptr,
    {},
    run_init};

} // namespace tributary::tools
