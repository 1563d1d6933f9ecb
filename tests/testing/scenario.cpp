#include "tests/testing/scenario.hpp"

#include "tests/testing/invariants.hpp"
#include "tests/testing/program.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <map>
#include <ostream>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string_view>

namespace fs = std::filesystem;

namespace tributary::testing {

namespace {

using Differences = std::vector<std::string>;

constexpr int resumable = 3; ///< the one exit code after which the target may be half done

// ---- the folder ---------------------------------------------------------------------------------

std::string contents(fs::path const &file)
{
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        throw std::runtime_error("there is no " + file.string());
    }
    return {std::istreambuf_iterator<char>(stream), {}};
}

std::vector<std::string> lines_of(fs::path const &file)
{
    std::istringstream stream(contents(file));
    std::vector<std::string> lines;
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::string with_engine(std::string const &stem, Engine engine) { return stem + "." + std::string(name(engine)); }

/// The file for this engine if the folder has it, else the file for all.
fs::path variant(fs::path const &folder, std::string const &stem, Engine engine, std::string const &extension)
{
    fs::path const special = folder / (with_engine(stem, engine) + extension);
    return fs::exists(special) ? special : folder / (stem + extension);
}

/// The stems of the files with `extension` that count for `engine`, without the engine's name.
std::set<std::string> stems(fs::path const &folder, Engine engine, std::string const &extension)
{
    Engine const other = engine == Engine::sqlite ? Engine::postgres : Engine::sqlite;
    std::set<std::string> result;
    std::error_code no_such_folder;
    for (auto const &entry : fs::directory_iterator(folder, no_such_folder)) {
        fs::path const stem = entry.path().stem();
        if (entry.path().extension() != extension || stem.extension() == with_engine("", other)) {
            continue;
        }
        result.insert(stem.extension() == with_engine("", engine) ? stem.stem() : stem);
    }
    return result;
}

std::vector<std::string> source_names(fs::path const &plan)
{
    std::vector<std::string> names;
    bool in_source = false;
    for (std::string line : lines_of(plan)) {
        std::replace(line.begin(), line.end(), '=', ' ');
        std::istringstream words(line);
        std::string word;
        std::string value;
        words >> word >> std::quoted(value);
        if (word.rfind('[', 0) == 0) {
            in_source = word == "[[source]]";
        } else if (in_source && word == "name") {
            names.push_back(value);
        }
    }
    return names;
}

// ---- the workplace ------------------------------------------------------------------------------

/// A copy of the scenario's folder in which the program may write, and its databases.
struct Workplace {
    explicit Workplace(Scenario const &scenario);

    Outcome tributary(std::vector<std::string> const &arguments) const
    {
        return run_program(arguments, environment, folder);
    }

    TemporaryDirectory directory;
    fs::path folder;
    Database target;
    std::map<std::string, std::string> environment;
};

/// Leaves behind the staging files of those who tried the plan in the folder itself.
void copy_what_is_committed(fs::path const &from, fs::path const &to)
{
    fs::create_directory(to);
    for (auto const &entry : fs::directory_iterator(from)) {
        if (entry.path().string().find(".staging.sqlite") == std::string::npos) {
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

Workplace::Workplace(Scenario const &scenario) : folder(directory.path / scenario.folder.filename())
{
    copy_what_is_committed(scenario.folder, folder);
    for (std::string const &source : source_names(folder / "plan.toml")) {
        environment[source + "_url"] = filled_source(scenario, folder, source).url;
    }
    target = empty_database(scenario.engine, folder, "target");
    fs::path const schema = variant(folder, "target.schema", scenario.engine, ".sql");
    if (fs::exists(schema)) {
        execute(target, contents(schema));
    }
    environment["target_url"] = target.url;
    environment["engine"] = name(scenario.engine);
}

// ---- the comparison -----------------------------------------------------------------------------

std::string said(std::string const &what, Outcome const &outcome)
{
    return what + " ended with exit code " + std::to_string(outcome.exit_code) + "\n--- stdout\n" + outcome.out +
           "--- stderr\n" + outcome.err;
}

bool updating()
{
    char const *value = std::getenv("TRIBUTARY_UPDATE_EXPECTED");
    return value != nullptr && std::string_view(value) == "1";
}

/// Compares with the file, or rewrites it when updating.
void expect_file(fs::path const &file, std::string const &actual, Differences &found)
{
    if (updating()) {
        std::ofstream(file, std::ios::binary) << actual;
        return;
    }
    std::string const expected = fs::exists(file) ? contents(file) : "(no such file)\n";
    if (expected == actual) {
        return;
    }
    auto const [here, there] = std::mismatch(expected.begin(), expected.end(), actual.begin(), actual.end());
    auto const line = 1 + std::count(expected.begin(), here, '\n');
    found.push_back(file.filename().string() + " differs in line " + std::to_string(line) + "\n--- expected\n" +
                    expected + "--- actual\n" + actual);
}

std::string escaped(std::optional<std::string> const &value)
{
    if (!value) {
        return "\\N";
    }
    std::string result;
    for (char const character : *value) {
        switch (character) {
        case '\\': result += "\\\\"; break;
        case '\t': result += "\\t"; break;
        case '\n': result += "\\n"; break;
        default: result += character;
        }
    }
    return result;
}

std::string written(Rows const &rows)
{
    std::string result;
    for (Row const &row : rows) {
        for (std::size_t column = 0; column < row.size(); ++column) {
            result += column == 0 ? "" : "\t";
            result += escaped(row[column]);
        }
        result += "\n";
    }
    return result;
}

void expect_words(fs::path const &file, Outcome const &run, Differences &found)
{
    if (!fs::exists(file)) {
        return;
    }
    for (std::string const &words : lines_of(file)) {
        if (run.err.find(words) == std::string::npos) {
            found.push_back("stderr does not say \"" + words + "\" but\n" + run.err);
        }
    }
}

void expect_reports(Scenario const &scenario, Workplace const &place, Differences &found)
{
    fs::path const expected = scenario.folder / "expected";
    for (std::string const &report : stems(expected, scenario.engine, ".csv")) {
        Outcome const outcome = place.tributary({"report", "plan.toml", "--what", report, "--format", "csv"});
        if (outcome.exit_code != 0 && outcome.exit_code != 1) { // 1: there are undecided things to report
            found.push_back(said("report --what " + report, outcome));
            continue;
        }
        expect_file(variant(expected, report, scenario.engine, ".csv"), outcome.out, found);
    }
}

void expect_answers(Scenario const &scenario, Workplace const &place, Differences &found)
{
    fs::path const expected = scenario.folder / "expected";
    for (std::string const &question : stems(expected, scenario.engine, ".sql")) {
        Rows const answer = query(place.target, contents(variant(expected, question, scenario.engine, ".sql")));
        expect_file(variant(expected, question, scenario.engine, ".out"), written(answer), found);
    }
}

// ---- the promises -------------------------------------------------------------------------------

void expect_a_whole_target(Workplace const &place, Differences &found)
{
    for (std::string const &sentence : broken_references(place.target)) {
        found.push_back("orphans by " + sentence);
    }
    for (std::string const &sentence : sequences_behind(place.target)) {
        found.push_back(sentence);
    }
    Outcome const verify = place.tributary({"verify", "plan.toml"});
    if (verify.exit_code != 0) {
        found.push_back(said("verify", verify));
    }
}

void expect_a_refused_second_run(Workplace const &place, Differences &found)
{
    auto const before = row_counts(place.target);
    Outcome const second = place.tributary({"run", "plan.toml", "--execute"});
    if (second.exit_code != 1 && second.exit_code != 65) {
        found.push_back(said("a second run", second));
    }
    if (row_counts(place.target) != before) {
        found.push_back("a second run changed the number of rows in the target");
    }
}

} // namespace

std::string name(Scenario const &scenario)
{
    std::string result = scenario.folder.filename().string() + "_" + std::string(name(scenario.engine));
    std::replace_if(
        result.begin(), result.end(), [](unsigned char character) { return std::isalnum(character) == 0; }, '_');
    return result;
}

std::ostream &operator<<(std::ostream &stream, Scenario const &scenario) { return stream << name(scenario); }

std::vector<Scenario> scenarios(fs::path const &fixtures)
{
    std::set<fs::path> folders;
    for (auto const &entry : fs::directory_iterator(fixtures)) {
        if (entry.is_directory()) {
            folders.insert(entry.path());
        }
    }
    std::vector<Scenario> result;
    for (fs::path const &folder : folders) {
        result.push_back({folder, Engine::sqlite});
        result.push_back({folder, Engine::postgres});
    }
    return result;
}

std::vector<std::string> differences(Scenario const &scenario)
{
    Workplace const place(scenario);
    fs::path const expected = scenario.folder / "expected";
    fs::path const code_file = variant(expected, "exit_code", scenario.engine, "");
    int const expected_code = fs::exists(code_file) ? std::stoi(contents(code_file)) : 0;
    auto const before = row_counts(place.target);

    Outcome const run = place.tributary({"run", "plan.toml", "--execute"});
    if (run.exit_code != expected_code) {
        return {said("run --execute", run) + "--- but expected was " + std::to_string(expected_code)};
    }
    Differences found;
    expect_words(variant(expected, "stderr", scenario.engine, ".txt"), run, found);
    expect_reports(scenario, place, found);
    expect_answers(scenario, place, found);
    if (expected_code == 0) {
        expect_a_whole_target(place, found);
        expect_a_refused_second_run(place, found);
    } else if (expected_code != resumable && row_counts(place.target) != before) {
        found.push_back("the run was refused, but the target is not as it was");
    }
    return found;
}

} // namespace tributary::testing
