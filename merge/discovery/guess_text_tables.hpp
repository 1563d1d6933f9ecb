#pragma once

#include "merge/discovery/guess_text.hpp"

#include <string>

namespace tributary::discovery {

/// The [table.NAME] sections of a first plan, each table under one heading, with an empty line before each. Empty if
/// there is nothing to say.
std::string tables_text(Draft const &draft);

} // namespace tributary::discovery
