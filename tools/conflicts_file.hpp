#pragma once

#include "tools/command.hpp"

#include <filesystem>

namespace tributary::tools {

/// `<name>.conflicts.csv` beside the plan, or the file of --conflicts. Where that is the plan's own file of answers,
/// `.new` is put before the extension.
std::filesystem::path conflicts_path(Options const &options, plan::Plan const &plan);

/// Refuses (73) a conflicts file that could not be written, or that is something else: to be called before the work.
void require_conflicts_file(Options const &options, plan::Plan const &plan);

/// Writes what is undecided to conflicts_path() (`.toml`: as TOML), in the place of what was there in one step.
///
/// Notes in the old file stay with their questions; its decisions have been taken over (tools/take_over.hpp). If
/// anything else in the old file has no place in the new one, the old file is kept as `<file>.old`, or
/// `.old-2` and on where that is taken, and a message says so. Throws model::Error 73 if it cannot be written.
void write_conflicts_file(Invocation const &invocation);

} // namespace tributary::tools
