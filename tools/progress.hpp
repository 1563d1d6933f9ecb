#pragma once

#include "merge/job/job.hpp"
#include "tools/options.hpp"

#include <string>

namespace tributary::tools {

/// The target of a command, as far as it is known.
struct NamedTarget {
    std::string shown; ///< empty: it was not reached
    job::TargetChange change = job::TargetChange::none;
};

/// Progress on stderr: a line that is rewritten on a terminal and fits it, plain lines with rate and estimate elsewhere
/// (at most one in five seconds, unless --verbose), with --quiet nothing but warnings. `target` is what the steps say
/// of it, and lives longer.
job::Progress progress_of(Options const &options, NamedTarget &target);

} // namespace tributary::tools
