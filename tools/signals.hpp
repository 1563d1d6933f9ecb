#pragma once

namespace tributary::tools {

/// From now on SIGINT, SIGTERM and SIGHUP say on stderr what became of the target and what comes next, remove
/// half-written files, end a program that was started, and end the process as they always do. What was ignored stays
/// ignored (nohup).
void explain_interruptions();

} // namespace tributary::tools
