// Plays one folder of fixtures/: the program behind scripts/scenario, which says how to call it.

#include "merge/model/nearest.hpp"
#include "tests/testing/pages.hpp"
#include "tests/testing/scenario.hpp"
#include "tests/testing/workplace.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace tributary::testing {
namespace {

constexpr char const *usage =
    "usage: scripts/scenario NAME [sqlite|postgres] [--keep | --no-run | --update] [--fixtures FOLDER]\n";

struct Misused : std::runtime_error {
    using std::runtime_error::runtime_error;
};

struct Options {
    std::string name;
    std::vector<Engine> engines{Engine::sqlite, Engine::postgres};
    bool keep = false;
    bool run = true;
    bool update = false;
    fs::path fixtures = TRIBUTARY_FIXTURES;
};

Options parsed(std::vector<std::string> const &words)
{
    Options options;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string const &word = words[i];
        if (word == "sqlite") {
            options.engines = {Engine::sqlite};
        } else if (word == "postgres") {
            options.engines = {Engine::postgres};
        } else if (word == "--keep") {
            options.keep = true;
        } else if (word == "--no-run") {
            options.keep = true;
            options.run = false;
        } else if (word == "--update") {
            options.update = true;
        } else if (word == "--fixtures" && i + 1 < words.size()) {
            options.fixtures = words[++i];
        } else if (options.name.empty() && word.rfind("--", 0) != 0) {
            options.name = word;
        } else {
            throw Misused("scenario: unexpected \"" + word + "\"\n" + usage);
        }
    }
    if (options.name.empty()) {
        throw Misused(usage);
    }
    if (options.update && options.keep) {
        throw Misused(std::string("scenario: --update cannot be combined with --keep or --no-run\n") + usage);
    }
    return options;
}

// ---- which folder -------------------------------------------------------------------------------

/// A path from the shell's completion counts as the folder's name.
std::string last_part(std::string name)
{
    while (name.ends_with('/')) {
        name.pop_back();
    }
    return fs::path(name).filename();
}

/// The scenarios that `options` ask for: NAME is a folder of fixtures, or the name of a test as GoogleTest prints it.
std::vector<Scenario> asked_for(Options const &options)
{
    std::string const wanted = last_part(options.name);
    std::vector<Scenario> result;
    std::vector<std::string> folders;
    for (Scenario const &scenario : scenarios(options.fixtures)) {
        std::string const folder = scenario.folder.filename();
        folders.push_back(folder);
        bool const has_engine =
            std::find(options.engines.begin(), options.engines.end(), scenario.engine) != options.engines.end();
        if (name(scenario) == wanted && !has_engine) {
            throw Misused("scenario: " + wanted + " is a test on " + std::string(name(scenario.engine)) + ", not on " +
                          std::string(name(options.engines.front())) + "\n");
        }
        if (name(scenario) == wanted || (folder == wanted && has_engine)) {
            result.push_back(scenario);
        }
    }
    if (result.empty()) {
        std::string hint = model::did_you_mean(wanted, folders);
        auto const part = std::find_if(folders.begin(), folders.end(), [&](std::string const &folder) {
            return folder.find(wanted) != std::string::npos;
        });
        if (hint.empty() && part != folders.end()) {
            hint = "did you mean \"" + *part + "\"?";
        }
        throw Misused("scenario: " + options.fixtures.string() + " has no folder " + wanted +
                      (hint.empty() ? "" : "; " + hint) + "\n");
    }
    return result;
}

// ---- what is kept -------------------------------------------------------------------------------

std::string in_shell(std::string const &text)
{
    std::string result = "'";
    for (char const character : text) {
        result += character == '\'' ? std::string("'\\''") : std::string(1, character);
    }
    return result + "'";
}

void write_environment(Workplace const &place)
{
    std::ofstream file(place.folder / "environment");
    for (auto const &[name, value] : place.environment) {
        file << "export " << name << "=" << in_shell(value) << "\n";
    }
}

std::string shell_of(Workplace const &place, std::string const &name, Database const &database)
{
    return database.engine == Engine::postgres ? "psql " + in_shell(database.url)
                                               : "sqlite3 " + in_shell(place.folder / (name + ".db"));
}

void print_ways_in(Scenario const &scenario, Workplace const &place)
{
    std::string const program = program_under_test();
    std::cout << "\nkept in " << place.folder.string() << "\n";
    for (auto const &[name, database] : place.databases) {
        std::cout << "  " << name << ":\n    " << shell_of(place, name, database) << "\n";
    }
    for (auto const &entry : fs::directory_iterator(place.folder)) {
        std::string const file = entry.path().filename();
        if (file.ends_with(".staging.sqlite")) {
            std::cout << "  staging file:\n    sqlite3 -box " << in_shell(entry.path()) << " .tables\n";
        } else if (!fs::exists(scenario.folder / file) && file.ends_with(".csv")) {
            std::cout << "  written by the run:\n    " << entry.path().string() << "\n";
        } else if (file == "server.log") {
            std::cout << "  every statement that the server was sent:\n    " << entry.path().string() << "\n";
        }
    }
    std::cout << "  to run the program there"
              << (scenario.engine == Engine::postgres ? ", as long as the server runs" : "") << ":\n    cd "
              << in_shell(place.folder) << " && . ./environment\n    " << program
              << " run plan.toml --execute\n    gdb --args " << program << " run plan.toml --execute\n";
}

void nothing_but_wake_up(int /*signal*/) {}

/// The server of this process ends with it.
void wait_for_enter()
{
    struct sigaction action = {};
    action.sa_handler = nothing_but_wake_up; // without SA_RESTART: read() returns
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    std::cout << "\nThe PostgreSQL server runs until Enter or Ctrl-C." << std::endl;
    std::array<char, 256> line{};
    if (read(STDIN_FILENO, line.data(), line.size()) < 0) {
        std::cout << "\n";
    }
}

// ---- the play -----------------------------------------------------------------------------------

void print(Scenario const &scenario, std::vector<std::string> const &differences)
{
    std::string const title = scenario.folder.filename().string() + " on " + std::string(name(scenario.engine));
    if (differences.empty()) {
        std::cout << title << ": as expected\n";
        return;
    }
    std::cout << title << ": not as expected\n";
    for (std::string const &difference : differences) {
        std::cout << "\n" << difference << "\n";
    }
}

/// In build/scenarios, instead of what was kept there before.
bool play_and_keep(Scenario const &scenario, bool run)
{
    std::string const folder_name = scenario.folder.filename().string() + "." + std::string(name(scenario.engine));
    fs::path const folder = root() / "build" / "scenarios" / folder_name;
    fs::remove_all(folder);
    fs::create_directories(folder);
    setenv("TRIBUTARY_PG_LOG", (folder / "server.log").c_str(), 1);

    Workplace const place(scenario, folder);
    write_environment(place);
    auto const found = run ? differences(scenario, place) : std::vector<std::string>{};
    if (run) {
        print(scenario, found);
    }
    print_ways_in(scenario, place);
    if (scenario.engine == Engine::postgres) {
        wait_for_enter();
    }
    return found.empty();
}

bool play(Scenario const &scenario)
{
    auto const found = differences(scenario);
    print(scenario, found);
    return found.empty();
}

int played(std::vector<std::string> const &words)
{
    Options const options = parsed(words);
    if (options.update) {
        setenv("TRIBUTARY_UPDATE_EXPECTED", "1", 1);
    }
    bool good = true;
    for (Scenario const &scenario : asked_for(options)) {
        good = (options.keep ? play_and_keep(scenario, options.run) : play(scenario)) && good;
    }
    return good ? 0 : 1;
}

} // namespace
} // namespace tributary::testing

int main(int argc, char **argv)
{
    try {
        return tributary::testing::played({argv + 1, argv + argc});
    } catch (tributary::testing::Misused const &misused) {
        std::cerr << misused.what();
        return 64;
    } catch (std::exception const &failure) {
        std::cerr << "scenario: " << failure.what() << "\n";
        return 2;
    }
}
