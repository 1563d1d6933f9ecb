#pragma once

#include "tools/command.hpp"

namespace tributary::tools {

/// Refuses (73) a conflicts file that could not be written, or that is something else: to be called before the work.
void require_conflicts_file(Invocation const &invocation);

/// Writes what is undecided to `<name>.conflicts.csv` beside the plan, or to the file of --conflicts (`.toml`: as
/// TOML), in the place of what was there in one step. Where that file is the plan's own overrides file it stays as it
/// is, and `.new` is put before the extension.
///
/// Decisions and notes in the old file stay with their conflicts, except an `accept` of a proposal that has changed. If
/// anything in the old file has no place in the new one, the old file is kept as `<file>.old`, and a message says so.
/// Throws model::Error 73 if it cannot be written.
void write_conflicts_file(Invocation const &invocation);

} // namespace tributary::tools
