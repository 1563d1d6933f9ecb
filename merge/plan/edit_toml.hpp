#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace tributary::plan {

/// Keys of a TOML table, and their values.
using TomlFields = std::vector<std::pair<std::string, std::string>>;

/// The text with other values in the [[answer]] tables that begin in these lines; keys that one lacks are added if they
/// have a value. Everything else stays as it is written, comments too. The text must be valid TOML, and the tables must
/// be there and have a `decision`.
std::string with_fields(std::string const &text, std::map<int, TomlFields> const &by_line);

/// What a plan says, as TOML, with … in the place of the databases' urls, and without comments, which may hold old
/// ones. The text must be valid TOML.
std::string without_urls(std::string const &text);

} // namespace tributary::plan
