#pragma once

#include "tools/command.hpp"

/// What each command's file offers to the list in commands.cpp.
namespace tributary::tools {

extern Command const init;
extern Command const check;
extern Command const snapshot;
extern Command const resolve;
extern Command const report;
extern Command const explain;
extern Command const load;
extern Command const verify;
extern Command const run;
extern Command const audit;
extern Command const status;

/// Says on stderr if what was shown was resolved by another plan than this.
void warn_of_another_plan(Invocation const &invocation);

/// The reports that a dry run ends with.
void write_conflict_report(Invocation const &invocation);

/// Compares the target with staging and prints what differs.
model::Exit verify_and_print(Invocation const &invocation);

/// Says on stderr that a command which only read the target has ended, and which database it was.
void say_not_changed(Invocation const &invocation, std::string const &target);

/// What `resolve` and `run` exit with; says on stderr, --quiet or not, that something is undecided.
model::Exit exit_of(Invocation const &invocation, std::int64_t undecided);

} // namespace tributary::tools
