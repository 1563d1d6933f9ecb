#include "merge/steps/steps.hpp"
#include "tools/all.hpp"
#include "tools/conflicts_file.hpp"

namespace tributary::tools {
namespace {

model::Exit run_all(Invocation const &invocation)
{
    require_conflicts_file(invocation);
    steps::refuse_loaded_target(invocation.plan); // before this run's staging file is replaced
    steps::snapshot(invocation.job);
    auto const undecided = steps::resolve(invocation.job);
    write_conflicts_file(invocation);
    write_conflict_report(invocation);
    if (undecided > 0 || !invocation.options.execute) {
        return exit_of(invocation, undecided);
    }
    steps::load(invocation.job);
    return verify_and_print(invocation);
}

} // namespace

Command const run{
    "run",
    "snapshot, resolve and report; with --execute also load and verify",
    "All steps in one command. Without --execute it is the dry run and changes nothing but the staging file.",
    "tributary run pico.toml --execute",
    {"execute", "conflicts", "json"},
    run_all};

} // namespace tributary::tools
