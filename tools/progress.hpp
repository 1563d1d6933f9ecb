#pragma once

#include "merge/job/job.hpp"
#include "tools/options.hpp"

namespace tributary::tools {

/// Progress on stderr: a line that is rewritten on a terminal, plain lines with rate and estimate elsewhere (at most
/// one in five seconds, unless --verbose), with --quiet nothing but warnings.
job::Progress progress_of(Options const &options);

} // namespace tributary::tools
