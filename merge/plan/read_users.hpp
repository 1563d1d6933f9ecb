#pragma once

#include "merge/plan/plan.hpp"
#include "merge/plan/toml_section.hpp"

#include <string>
#include <vector>

namespace tributary::plan {

/// [users]: who is who, and the names.
UsersPlan read_users(std::string const &file, TomlSection section, Choices const &choices,
                     std::vector<std::string> const &sources);

} // namespace tributary::plan
