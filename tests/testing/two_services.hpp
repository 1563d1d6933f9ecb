#pragma once

#include "tests/testing/database.hpp"
#include "tests/testing/program.hpp"
#include "tests/testing/temporary_directory.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tributary::testing {

/// Two services, a target and a plan file in a folder: what a test of the whole program begins with.
///
/// The databases are empty; a target in SQLite is a file that does not exist yet. The text members are TOML lines of
/// the plan and may be changed between two runs: the plan is written again for each.
class TwoServices {
    TemporaryDirectory m_folder; // first: the databases are in it

public:
    TwoServices(Engine sources, Engine of_target_engine);
    TwoServices(Engine of_first_engine, Engine of_second_engine, Engine of_target_engine);

    Database first;
    Database second;
    Database target;

    std::string of_first; ///< more lines of [[source]] "first"
    std::string of_second;
    std::string of_target = "create = \"first\"";
    std::string users = "table = \"users\"\nname = \"name\"";
    std::string rest; ///< behind everything else

    /// Runs `sql` in both services.
    void in_both(std::string const &sql) const;

    std::filesystem::path folder() const { return m_folder.path; }
    std::filesystem::path staging() const { return folder() / "merge.staging.sqlite"; }
    /// Writes a file into the folder, for `before` and `after`.
    void write(std::string const &name, std::string const &text) const;
    /// Writes the plan and says where.
    std::filesystem::path plan() const;

    /// `run PLAN --execute`
    Outcome merge(std::map<std::string, std::string> environment = {}) const;
    /// Any other command: the plan goes after the first word.
    Outcome command(std::vector<std::string> words) const;
};

/// What the program said, for the message of a test that failed.
std::string transcript(Outcome const &outcome);

} // namespace tributary::testing
