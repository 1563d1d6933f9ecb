#pragma once

#include "tests/testing/database.hpp"

#include <filesystem>
#include <set>
#include <string>
#include <vector>

/// How the files in the folder of a scenario are named; see scenario.hpp.
namespace tributary::testing {

/// The file for this engine if the folder has it, else the file for all.
std::filesystem::path variant(std::filesystem::path const &folder, std::string const &stem, Engine engine,
                              std::string const &extension);

/// The stems of the files with `extension` that count for `engine`, without the engine's name.
std::set<std::string> stems(std::filesystem::path const &folder, Engine engine, std::string const &extension);

/// The names under [[source]], in the plan's order.
std::vector<std::string> source_names(std::filesystem::path const &plan);

/// A sentence for each file in a scenario's folder that is read neither here nor by the plan, with the name that was
/// probably meant: a misspelt file in expected/ would be an expectation that always holds. Staging files, conflicts
/// files and answers beside the plan are the program's.
std::vector<std::string> unread_files(std::filesystem::path const &scenario);

/// True for a staging file, a conflicts file or answers that a run in the scenario's own folder wrote there, which do
/// not belong to the scenario. False for files that the plan names.
bool is_left_by_a_run(std::filesystem::path const &scenario, std::string const &file);

} // namespace tributary::testing
