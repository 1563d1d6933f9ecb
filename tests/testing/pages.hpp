#pragma once

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace tributary::testing {

using Words = std::vector<std::string>;
using Names = std::set<std::string>;
using Described = std::map<std::string, std::string>; ///< a name and its description

/// The folder of the repository.
std::filesystem::path root();

/// Throws std::runtime_error if the file cannot be read.
std::string contents(std::filesystem::path const &file);

/// A file of the repository, named from its root.
std::string page(std::string const &name);

Words lines_of(std::string const &text);

/// What stands between two texts; empty if the first does not occur.
std::string between(std::string const &text, std::string const &from, std::string const &to);

/// What stands under a heading of the second level.
std::string section(std::string const &text, std::string const &heading);

/// The first table of a text: first cell → second cell; of a first cell with backticks what they enclose.
Described first_table(std::string const &text);

Names names(Described const &described);

/// The first group of every match.
Names found_in(std::string const &text, std::regex const &pattern);

/// The code blocks in this language.
Words fenced(std::string const &text, std::string const &language);

} // namespace tributary::testing
