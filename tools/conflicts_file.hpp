#pragma once

#include "tools/command.hpp"

namespace tributary::tools {

/// Writes what is undecided to `<name>.conflicts.csv` beside the plan, or to what --conflicts says (`.toml`: as TOML),
/// in the place of what was there in one step. Decisions and notes that somebody has written into the old file stay
/// with their conflicts. Where the file is the plan's own overrides file, the answers in it stay as they are.
///
/// Throws model::Error 73 if it cannot be written.
void write_conflicts_file(Invocation const &invocation);

} // namespace tributary::tools
