#include "merge/model/words.hpp"
#include "merge/steps/steps.hpp"
#include "tools/all.hpp"
#include "tools/conflicts_file.hpp"
#include "tools/standard_streams.hpp"

#include <cstdio>

namespace tributary::tools {
namespace {

void print_review(Invocation const &invocation, steps::Review const &review)
{
    if (review.differences == 0) {
        return;
    }
    auto const &warn = invocation.job.progress.warn;
    warn("run: " + model::counted(review.differences, "decision differs", "decisions differ") +
         " from what the last dry run showed (+ now, - no longer):");
    for (auto const &line : review.lines) {
        warn(line);
    }
    if (std::ferror(stderr) != 0) {
        throw model::Error(model::Exit::cannot_write, "stderr: cannot write what differs; nothing was loaded");
    }
}

/// After COMMIT: what could not be printed is no reason to doubt the load.
void refuse_unwritten_output(model::Exit exit)
{
    if (is_stdout_written()) {
        return;
    }
    if (exit == model::Exit::clean) {
        throw model::Error(model::Exit::cannot_write,
                           "stdout: cannot write; the load stands, and the target is as it was resolved");
    }
    throw model::Error(exit, "stdout: cannot write; the load stands, and the target differs",
                       "`tributary verify PLAN` prints the differences");
}

/// After COMMIT: a connection that breaks now has changed nothing of the load.
model::Exit verify_loaded(Invocation const &invocation)
{
    try {
        return verify_and_print(invocation);
    } catch (model::Error const &error) {
        throw model::Error(model::Exit::resumable,
                           std::string("the load is committed, but it could not be verified: ") + error.what(),
                           "`tributary verify PLAN` compares the target with the staging file");
    }
}

model::Exit run_all(Invocation const &invocation)
{
    // before this run's staging file is replaced
    auto const target = steps::refuse_loaded_target(invocation.job, "run");
    steps::snapshot(invocation.job, steps::Preflight::sources_and_target);
    auto const undecided = steps::resolve(invocation.job);
    write_conflicts_file(invocation);
    auto const is_dry_run = !invocation.options.execute;
    if (undecided > 0 && !is_dry_run) {
        write_conflict_report(invocation); // what it would have done is not shown, and so not reviewed
    }
    auto const review =
        undecided > 0 && !is_dry_run ? steps::Review() : steps::review(invocation.job, [&](auto const &found) {
            write_conflict_report(invocation);
            if (!is_dry_run) {
                print_review(invocation, found);
            }
        });
    if (undecided > 0 || !invocation.options.execute) {
        say_not_changed(invocation, target);
        return exit_of(invocation, undecided);
    }
    steps::refuse_answers_not_obeyed(invocation.plan);
    if (review.differences > 0 && !invocation.options.yes) {
        throw model::Error(model::Exit::refused,
                           invocation.plan.name + ": not loaded, as the last dry run did not show this",
                           "look at it; the same command again loads it (`--yes` would have loaded it at once)");
    }
    steps::load(invocation.job, invocation.options.trust_source ? steps::Trust::source : steps::Trust::no_source);
    auto const exit = verify_loaded(invocation);
    refuse_unwritten_output(exit);
    return exit;
}

} // namespace

Command const run{
    "run",
    "snapshot, resolve and report; with --execute also load and verify",
    "All steps in one command. Without --execute it is the dry run and changes nothing but the staging file.\n"
    "With --execute it loads what the last dry run of this staging file showed: where merges, renames, access,\n"
    "rows that fold or are left out differ, it prints the difference and ends with 5. The same command again\n"
    "loads it; --yes does so at once.",
    "tributary run pico.toml --execute",
    {"execute", "yes", "trust-source", "conflicts", "json"},
    run_all};

} // namespace tributary::tools
