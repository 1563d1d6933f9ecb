#include "tests/testing/workplace.hpp"

#include "tests/testing/pages.hpp"
#include "tests/testing/scenario.hpp"
#include "tests/testing/scenario_folder.hpp"

#include <utility>

namespace fs = std::filesystem;

namespace tributary::testing {

namespace {

/// Leaves out the files that a run in the folder itself wrote there: they do not belong to the scenario.
void copy_scenario(fs::path const &from, fs::path const &to)
{
    fs::create_directory(to);
    for (auto const &entry : fs::directory_iterator(from)) {
        if (!is_left_by_a_run(from, entry.path().filename())) {
            fs::copy(entry.path(), to / entry.path().filename(), fs::copy_options::recursive);
        }
    }
}

Database filled_source(Scenario const &scenario, fs::path const &folder, std::string const &source)
{
    fs::path const own_schema = variant(folder, source + ".schema", scenario.engine, ".sql");
    fs::path const schema = fs::exists(own_schema) ? own_schema : variant(folder, "schema", scenario.engine, ".sql");
    Database database = empty_database(scenario.engine, folder, source);
    execute(database, contents(schema));
    execute(database, contents(variant(folder, source, scenario.engine, ".sql")));
    return database;
}

} // namespace

Workplace::Workplace(Scenario const &scenario, fs::path in) : folder(std::move(in))
{
    copy_scenario(scenario.folder, folder);
    for (std::string const &source : source_names(folder / "plan.toml")) {
        databases[source] = filled_source(scenario, folder, source);
    }
    target = empty_database(scenario.engine, folder, "target");
    databases["target"] = target;
    fs::path const schema = variant(folder, "target.schema", scenario.engine, ".sql");
    if (fs::exists(schema)) {
        execute(target, contents(schema));
    }
    for (auto const &[name, database] : databases) {
        environment[name + "_url"] = database.url;
    }
    environment["engine"] = name(scenario.engine);
}

Outcome Workplace::tributary(std::vector<std::string> const &arguments) const
{
    return run_program(arguments, environment, folder);
}

} // namespace tributary::testing
