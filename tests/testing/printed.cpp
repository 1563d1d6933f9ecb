#include "tests/testing/printed.hpp"

#include "merge/plan/csv.hpp"
#include "tests/testing/pages.hpp"

#include <algorithm>
#include <cstdlib>
#include <random>

namespace fs = std::filesystem;

namespace tributary::testing {

std::vector<std::string> in_backquotes(std::string const &text)
{
    std::vector<std::string> result;
    for (auto const &line : lines_of(text)) {
        for (auto begin = line.find('`'); begin != std::string::npos;) {
            auto const end = line.find('`', begin + 1);
            if (end == std::string::npos) {
                break;
            }
            result.push_back(line.substr(begin + 1, end - begin - 1));
            begin = line.find('`', end + 1);
        }
    }
    return result;
}

std::vector<std::map<std::string, std::string>> csv_rows(std::string const &text)
{
    auto const records = plan::read_csv(text);
    std::vector<std::map<std::string, std::string>> rows;
    for (std::size_t i = 1; i < records.size(); ++i) {
        auto &row = rows.emplace_back();
        for (std::size_t j = 0; j < records[i].fields.size() && j < records[0].fields.size(); ++j) {
            row[records[0].fields[j]] = records[i].fields[j];
        }
    }
    return rows;
}

std::vector<std::string> comma_words(std::string const &list)
{
    std::vector<std::string> words;
    for (std::size_t from = 0; from < list.size();) {
        auto const end = std::min(list.find(", ", from), list.size());
        words.push_back(list.substr(from, end - from));
        from = end + 2;
    }
    return words;
}

std::vector<Scenario> some_scenarios(std::size_t count)
{
    auto all = scenarios(TRIBUTARY_FIXTURES);
    std::erase_if(all, [](auto const &scenario) { return scenario.engine != Engine::sqlite; });
    char const *const seeds = std::getenv("TRIBUTARY_SEEDS");
    std::string const seed = seeds == nullptr ? "1" : seeds;
    if (seed != "all") {
        std::shuffle(all.begin(), all.end(), std::mt19937_64(std::stoull(seed)));
        all.resize(std::min(all.size(), count));
    }
    return all;
}

fs::path conflicts_file_in(fs::path const &folder)
{
    for (auto const &entry : fs::directory_iterator(folder)) {
        if (entry.path().string().ends_with(".conflicts.csv")) {
            return entry.path();
        }
    }
    return {};
}

} // namespace tributary::testing
