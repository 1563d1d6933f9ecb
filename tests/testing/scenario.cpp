#include "tests/testing/scenario.hpp"

#include "tests/testing/invariants.hpp"
#include "tests/testing/pages.hpp"
#include "tests/testing/scenario_folder.hpp"
#include "tests/testing/temporary_directory.hpp"
#include "tests/testing/workplace.hpp"

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <ostream>
#include <set>
#include <string_view>

namespace fs = std::filesystem;

namespace tributary::testing {

namespace {

using Differences = std::vector<std::string>;

constexpr int resumable = 3; ///< the one exit code after which the target may be half done

// ---- the comparison -----------------------------------------------------------------------------

std::string transcript(std::string const &what, Outcome const &outcome)
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
    for (std::string const &words : lines_of(contents(file))) {
        if (run.err.find(words) == std::string::npos) {
            found.push_back("stderr does not say \"" + words + "\" but\n" + run.err);
        }
    }
}

void expect_reports(Scenario const &scenario, Workplace const &place, Differences &found)
{
    fs::path const expected = scenario.folder / "expected";
    for (std::string const &report : stems(expected, scenario.engine, ".csv")) {
        Outcome const outcome =
            place.tributary({"report", "plan.toml", "--what", report, "--format", "csv", "--with-values"});
        if (outcome.exit_code != 0 && outcome.exit_code != 1) { // 1: there are undecided things to report
            found.push_back(transcript("report --what " + report, outcome));
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
        found.push_back(transcript("verify", verify));
    }
}

void expect_a_refused_second_run(Workplace const &place, Differences &found)
{
    auto const before = row_counts(place.target);
    Outcome const second = place.tributary({"run", "plan.toml", "--execute"});
    if (second.exit_code != 5 && second.exit_code != 65) {
        found.push_back(transcript("a second run", second));
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
    if (Differences unread = unread_files(scenario.folder); !unread.empty()) {
        return unread;
    }
    TemporaryDirectory const directory;
    return differences(scenario, Workplace(scenario, directory.path / scenario.folder.filename()));
}

std::vector<std::string> differences(Scenario const &scenario, Workplace const &place)
{
    fs::path const expected = scenario.folder / "expected";
    fs::path const code_file = variant(expected, "exit_code", scenario.engine, "");
    int const expected_code = fs::exists(code_file) ? std::stoi(contents(code_file)) : 0;
    auto const before = row_counts(place.target);

    Outcome const run = place.tributary({"run", "plan.toml", "--execute"});
    if (run.exit_code != expected_code) {
        return {transcript("run --execute", run) + "--- but expected was " + std::to_string(expected_code)};
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
