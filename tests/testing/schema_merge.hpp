#pragma once

#include "tests/testing/program.hpp"
#include "tests/testing/random_schemas.hpp"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace tributary::testing {

/// The databases of one case in a folder of their own, which stays where a test failed.
class SchemaMerge {
public:
    SchemaMerge(RandomSchema const &schema, std::string const &plan);
    ~SchemaMerge();
    SchemaMerge(SchemaMerge const &) = delete;
    SchemaMerge &operator=(SchemaMerge const &) = delete;

    Database target;
    std::map<std::string, Database> sources;

    std::string folder() const { return m_folder.string(); }
    /// The folder stays.
    void keep() { m_kept = true; }
    void replace_plan(std::string const &plan) const;
    /// Of a file in the folder; empty: there is none.
    std::string text_of(std::string const &file) const;

    /// `words` without the plan, which comes behind the first.
    Outcome command(std::vector<std::string> words) const;
    /// The plan that `init` writes.
    std::string guessed_plan() const;

private:
    std::filesystem::path m_folder;
    bool m_kept = false;
    std::vector<std::string> m_names; ///< of the sources, in the order of precedence
    std::map<std::string, std::string> m_environment;
};

} // namespace tributary::testing
