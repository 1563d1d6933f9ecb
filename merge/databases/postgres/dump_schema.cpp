#include "merge/databases/postgres/dump_schema.hpp"

#include "merge/databases/postgres/run_command.hpp"
#include "merge/files/private_folder.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <fstream>

namespace tributary::databases::postgres {
namespace {

std::string output_of(std::vector<std::string> const &command, std::string const &password, std::string const &what)
{
    // a role's own timeouts hold until pg_dump has set its settings
    auto const *const options = std::getenv("PGOPTIONS");
    std::vector variables{
        "PGOPTIONS=-c statement_timeout=0 -c lock_timeout=0 -c idle_in_transaction_session_timeout=0 " +
        std::string(options == nullptr ? "" : options)};
    if (!password.empty()) {
        variables.push_back("PGPASSWORD=" + password);
    }
    auto outcome = run_command(command, variables);
    // whatever a program says of its environment
    constexpr std::string_view hidden = "***";
    for (auto at = outcome.errors.find(password); !password.empty() && at != std::string::npos;
         at = outcome.errors.find(password, at + hidden.size())) {
        outcome.errors.replace(at, password.size(), hidden);
    }
    if (outcome.status == 127) {
        throw model::Error(model::Exit::failed,
                           what + ": " + command.front() + ", which reads the schema, is not installed",
                           "install PostgreSQL's client programs");
    }
    if (outcome.errors.find("lock timeout") != std::string::npos) {
        throw model::Error(model::Exit::busy, what + ": " + one_sentence(outcome.errors),
                           "another session waits to change a table: run this again when it has finished");
    }
    if (outcome.status != 0) {
        throw model::Error(model::Exit::unreachable, what + ": " + one_sentence(outcome.errors));
    }
    return std::move(outcome.output);
}

/// Where they are missing: CREATE SCHEMA IF NOT EXISTS asks for the right to make one, even if it is there.
std::string made_if_missing(std::vector<std::string> const &schemas, std::vector<Extension> const &extensions)
{
    std::string script;
    auto const make = [&](std::string const &schema) {
        auto const body =
            "BEGIN IF NOT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = " + model::sql_literal(schema) +
            ") THEN CREATE SCHEMA " + model::sql_name(schema) + "; END IF; END";
        script += "DO " + model::sql_literal(body) + ";\n";
    };
    for (auto const &schema : schemas) {
        make(schema);
    }
    for (auto const &extension : extensions) {
        make(extension.schema);
        script += "CREATE EXTENSION IF NOT EXISTS " + model::sql_name(extension.name) + " WITH SCHEMA " +
                  model::sql_name(extension.schema) + ";\n";
    }
    return script;
}

bool is_surrounding(std::string_view line)
{
    // `215; 1259 16385 TABLE public users postgres`: a number, two more, the kind, the schema or -, the name
    std::size_t at = 0;
    for (int blanks = 0; blanks < 3 && at != std::string_view::npos; ++blanks) {
        at = line.find(' ', at);
        at = at == std::string_view::npos ? at : at + 1;
    }
    auto const entry = at == std::string_view::npos ? std::string_view() : line.substr(at);
    constexpr std::array<std::string_view, 4> kinds{"SCHEMA - ", "EXTENSION - ", "COMMENT - SCHEMA ",
                                                    "COMMENT - EXTENSION "};
    return std::any_of(kinds.begin(), kinds.end(), [&](auto const &kind) { return entry.starts_with(kind); });
}

} // namespace

model::CreateScript dump_schema(Conninfo const &conninfo, std::vector<std::string> const &schemas,
                                std::vector<Extension> const &extensions, std::string const &snapshot,
                                std::string const &what)
{
    files::PrivateFolder folder;
    auto const archive = folder.file("schema.dump");
    auto const list = folder.file("list");
    std::vector<std::string> dump = {"pg_dump",
                                     "--schema-only",
                                     "--format=custom",
                                     "--no-owner",
                                     "--no-privileges",
                                     "--no-tablespaces",
                                     "--no-publications",
                                     "--no-subscriptions",
                                     "--no-security-labels",
                                     "--lock-wait-timeout=30000",
                                     "--snapshot=" + snapshot,
                                     "--file=" + archive};
    for (auto const &schema : schemas) {
        dump.push_back("--schema=" + model::sql_name(schema));
    }
    dump.push_back("--dbname=" + conninfo.without_password);
    output_of(dump, conninfo.password, what);
    folder.require_room();

    std::ofstream file(list, std::ios::binary);
    file << without_surroundings(output_of({"pg_restore", "--list", archive}, {}, what));
    file.close();
    if (!file) {
        throw model::Error(model::Exit::cannot_write, list + ": cannot write",
                           "free space there, or name another folder in TMPDIR");
    }
    auto const section = [&](std::string const &name) {
        return objects_of(output_of({"pg_restore", "--section=" + name, "--use-list=" + list, "--no-owner",
                                     "--no-privileges", "--no-tablespaces", "--file=-", archive},
                                    {}, what));
    };
    return {made_if_missing(schemas, extensions) + section("pre-data"), section("post-data")};
}

std::string without_surroundings(std::string_view list)
{
    std::string result;
    for (std::size_t from = 0; from < list.size();) {
        auto const end = std::min(list.find('\n', from), list.size());
        auto const line = list.substr(from, end - from);
        from = end + 1;
        if (!is_surrounding(line)) {
            result += line;
            result += '\n';
        }
    }
    return result;
}

std::string objects_of(std::string_view script)
{
    constexpr std::string_view first_object = "\n--\n-- Name: ";
    constexpr std::string_view end_of_dump = "\n--\n-- PostgreSQL database dump complete\n--\n";
    auto const begin = script.find(first_object);
    if (begin == std::string_view::npos) {
        return {};
    }
    auto const end = script.rfind(end_of_dump);
    return std::string(script.substr(begin + 1, end == std::string_view::npos ? end : end - begin));
}

} // namespace tributary::databases::postgres
