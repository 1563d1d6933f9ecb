#pragma once

#include "tests/testing/database.hpp"
#include "tests/testing/program.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tributary::testing {

struct Scenario;

/// A copy of a scenario's folder in which the program may write, and its databases.
struct Workplace {
    /// Copies the scenario's files to `folder`, which is made if it does not exist, and fills the databases of the
    /// sources and the target. The files of SQLite are in it as <name>.db. Throws std::runtime_error if a database
    /// refuses its SQL.
    Workplace(Scenario const &scenario, std::filesystem::path folder);

    /// Runs the program in the folder.
    Outcome tributary(std::vector<std::string> const &arguments) const;

    std::filesystem::path folder;
    std::map<std::string, Database> databases; ///< by the name of the source, or "target"
    Database target;
    std::map<std::string, std::string> environment; ///< what the plan asks for: ${<source>_url} and so on
};

} // namespace tributary::testing
