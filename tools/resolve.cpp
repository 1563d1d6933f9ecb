#include "merge/steps/steps.hpp"
#include "tools/all.hpp"
#include "tools/conflicts_file.hpp"

namespace tributary::tools {
namespace {

model::Exit run_resolve(Invocation const &invocation)
{
    auto const target = steps::refuse_loaded_target(invocation.job, "resolve");
    auto const undecided = steps::resolve(invocation.job);
    write_conflicts_file(invocation);
    steps::review(invocation.job, [&](auto const & /*review*/) { write_conflict_report(invocation); });
    say_not_changed(invocation, target);
    return exit_of(invocation, undecided);
}

} // namespace

Command const resolve{
    "resolve",
    "the dry run: decide who is who, names, ids, unique conflicts",
    "Decides from the staging file what happens to every row, and prints the conflict report. Inspects the\n"
    "target in a transaction that is rolled back. Exit 1 while a question is open.",
    "tributary resolve pico.toml",
    {"conflicts", "json"},
    run_resolve};

} // namespace tributary::tools
