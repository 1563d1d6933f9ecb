#pragma once

#include "tests/testing/scenario.hpp"

#include <cstddef>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// What the program prints, taken apart.
namespace tributary::testing {

/// The texts that stand between two backquotes of one line.
std::vector<std::string> in_backquotes(std::string const &text);

/// The rows of a CSV text, by the names in its first line.
std::vector<std::map<std::string, std::string>> csv_rows(std::string const &text);

/// The words of a list: `accept, rename:<new>`.
std::vector<std::string> comma_words(std::string const &list);

/// Scenarios on SQLite: `count` of them, as the seed in $TRIBUTARY_SEEDS chooses them (1 without it), or all of them if
/// that is "all".
std::vector<Scenario> some_scenarios(std::size_t count);

/// The conflicts file of the last run; empty if it wrote none.
std::filesystem::path conflicts_file_in(std::filesystem::path const &folder);

} // namespace tributary::testing
