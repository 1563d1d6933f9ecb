#include "merge/databases/postgres/dump_schema.hpp"

#include "merge/databases/postgres/run_command.hpp"

#include <future>

namespace tributary::databases::postgres {
namespace {

std::string section(Conninfo const &conninfo, std::vector<std::string> const &schemas, std::string const &snapshot,
                    std::string const &what, std::string const &name)
{
    std::vector<std::string> command = {
        "pg_dump",          "--schema-only",     "--section=" + name,  "--no-owner",           "--no-privileges",
        "--no-tablespaces", "--no-publications", "--no-subscriptions", "--no-security-labels", "--snapshot=" + snapshot,
        "--extension=*"};
    for (auto const &schema : schemas) {
        command.push_back("--schema=" + model::sql_name(schema));
    }
    command.push_back("--dbname=" + conninfo.without_password);
    auto const outcome =
        run_command(command, conninfo.password.empty() ? std::vector<std::string>{}
                                                       : std::vector{"PGPASSWORD=" + conninfo.password});
    if (outcome.status == 127) {
        throw model::Error(model::Exit::failed, what + ": pg_dump, which reads the schema, is not installed",
                           "install PostgreSQL's client programs");
    }
    if (outcome.status != 0) {
        throw model::Error(model::Exit::unreachable, what + ": " + one_sentence(outcome.errors));
    }
    return for_the_server(outcome.output);
}

} // namespace

model::CreateScript dump_schema(Conninfo const &conninfo, std::vector<std::string> const &schemas,
                                std::string const &snapshot, std::string const &what)
{
    // two runs of pg_dump side by side: each takes most of a second, however small the schema
    auto after =
        std::async(std::launch::async, [&] { return section(conninfo, schemas, snapshot, what, "post-data"); });
    auto before = section(conninfo, schemas, snapshot, what, "pre-data");
    return {std::move(before), after.get()};
}

std::string for_the_server(std::string const &script)
{
    std::string result;
    std::string fence;           // the key of \restrict: its partner is the only line to drop further down
    bool header = true;          // until the first object
    bool schema_follows = false; // pg_dump's own comment says so; the same words in a body or a string do not
    bool extension_follows = false;
    std::size_t from = 0;
    while (from < script.size()) {
        auto const end = std::min(script.find('\n', from), script.size());
        auto const line = std::string_view(script).substr(from, end - from);
        from = end + 1;
        if (header && line.starts_with("\\restrict ")) {
            fence = line.substr(10);
            continue;
        }
        if (!fence.empty() && line == "\\unrestrict " + fence) {
            continue;
        }
        if (line.starts_with("-- Name: ")) {
            header = false;
            schema_follows = line.find("; Type: SCHEMA; ") != std::string_view::npos;
            extension_follows = line.find("; Type: EXTENSION; ") != std::string_view::npos;
        }
        if (header && line.starts_with("SET ")) {
            continue; // the session is set already, and an older server may not know a newer pg_dump's settings
        }
        if (extension_follows && line.starts_with("CREATE EXTENSION ")) {
            extension_follows = false;
            if (auto const in = line.find(" WITH SCHEMA "); in != std::string_view::npos) {
                result += "CREATE SCHEMA IF NOT EXISTS "; // it may be one that the plan does not read
                result += line.substr(in + 13);
                result += '\n';
            }
        }
        if (line.starts_with("COMMENT ON SCHEMA ") && line.ends_with(';')) {
            continue; // only its owner may say it
        }
        if (schema_follows && line.starts_with("CREATE SCHEMA ")) {
            schema_follows = false;
            result += "CREATE SCHEMA IF NOT EXISTS ";
            result += line.substr(14);
        } else {
            result += line;
        }
        result += '\n';
    }
    return result;
}

} // namespace tributary::databases::postgres
