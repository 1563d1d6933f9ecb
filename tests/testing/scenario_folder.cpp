#include "tests/testing/scenario_folder.hpp"

#include "merge/model/nearest.hpp"
#include "reports/report.hpp"
#include "tests/testing/pages.hpp"

#include <algorithm>
#include <iomanip>
#include <regex>
#include <sstream>

namespace fs = std::filesystem;

namespace tributary::testing {

namespace {

constexpr Engine engines[] = {Engine::sqlite, Engine::postgres};

std::string with_engine(std::string const &stem, Engine engine) { return stem + "." + std::string(name(engine)); }

/// The names that are read in a folder: those that are there, and those that could be.
struct Read {
    fs::path folder;
    std::set<std::string> files;
    std::set<std::string> possible;

    void add(std::string const &stem, std::string const &extension)
    {
        for (Engine const engine : engines) {
            files.insert(variant(folder, stem, engine, extension).filename());
            possible.insert({stem + extension, with_engine(stem, engine) + extension});
        }
    }
};

bool ends_with(std::string const &text, std::initializer_list<std::string_view> ends)
{
    return std::any_of(ends.begin(), ends.end(), [&](std::string_view end) { return text.ends_with(end); });
}

bool is_left_by_the_program(std::string const &file)
{
    return file.find(".staging.sqlite") != std::string::npos ||
           ends_with(file, {".conflicts.csv", ".conflicts.new.csv", ".answers.csv"});
}

/// What the plan has in quotes, with ${engine} as each engine.
std::set<std::string> quoted(fs::path const &plan)
{
    std::set<std::string> result;
    for (std::string const &text : found_in(contents(plan), std::regex("[\"']([^\"'\n]+)[\"']"))) {
        for (Engine const engine : engines) {
            result.insert(std::regex_replace(text, std::regex(R"(\$\{engine\})"), std::string(name(engine))));
        }
    }
    return result;
}

Read read_beside_the_plan(fs::path const &scenario)
{
    Read read{scenario, quoted(scenario / "plan.toml"), {}};
    read.files.insert({"README.md", "plan.toml", "expected"});
    read.possible = read.files;
    read.add("schema", ".sql");
    read.add("target.schema", ".sql");
    for (std::string const &source : source_names(scenario / "plan.toml")) {
        read.add(source, ".sql");
        read.add(source + ".schema", ".sql");
    }
    return read;
}

Read read_in_expected(fs::path const &expected)
{
    Read read{expected, {}, {}};
    read.add("exit_code", "");
    read.add("stderr", ".txt");
    for (reports::Report const &report : reports::all_reports()) {
        read.add(std::string(report.name), ".csv");
    }
    for (Engine const engine : engines) {
        for (std::string const &question : stems(expected, engine, ".sql")) {
            read.files.insert(variant(expected, question, engine, ".sql").filename());
            read.files.insert(variant(expected, question, engine, ".out").filename());
            read.possible.insert({question + ".sql", question + ".out"});
        }
    }
    return read;
}

std::string reason(std::string const &file, Read const &read)
{
    if (read.possible.count(file) != 0) {
        return ": each engine has a file of its own";
    }
    std::vector<std::string> const possible(read.possible.begin(), read.possible.end());
    if (std::string const nearest = model::did_you_mean(file, possible); !nearest.empty()) {
        return "; " + nearest;
    }
    fs::path const stem = fs::path(file).stem();
    return file.ends_with(".out") ? ": there is no " + stem.string() + ".sql" : "";
}

void find_unread(Read const &read, std::string const &prefix, std::vector<std::string> &found)
{
    std::set<std::string> unread;
    std::error_code no_such_folder;
    for (auto const &entry : fs::directory_iterator(read.folder, no_such_folder)) {
        std::string const file = entry.path().filename();
        if (read.files.count(file) == 0 && !is_left_by_the_program(file)) {
            unread.insert(file);
        }
    }
    for (std::string const &file : unread) {
        found.push_back("nothing reads " + prefix + file + reason(file, read));
    }
}

} // namespace

fs::path variant(fs::path const &folder, std::string const &stem, Engine engine, std::string const &extension)
{
    fs::path const special = folder / (with_engine(stem, engine) + extension);
    return fs::exists(special) ? special : folder / (stem + extension);
}

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
    for (std::string line : lines_of(contents(plan))) {
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

std::vector<std::string> unread_files(fs::path const &scenario)
{
    std::vector<std::string> found;
    find_unread(read_beside_the_plan(scenario), "", found);
    find_unread(read_in_expected(scenario / "expected"), "expected/", found);
    return found;
}

bool is_left_by_a_run(fs::path const &scenario, std::string const &file)
{
    return is_left_by_the_program(file) && quoted(scenario / "plan.toml").count(file) == 0;
}

} // namespace tributary::testing
