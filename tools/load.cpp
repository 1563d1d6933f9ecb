#include "merge/model/terminal.hpp"
#include "merge/steps/steps.hpp"
#include "tools/all.hpp"

#include <iostream>

namespace tributary::tools {
namespace {

model::Exit run_load(Invocation const &invocation)
{
    if (invocation.options.execute) {
        steps::load(invocation.job, invocation.options.trust_source ? steps::Trust::source : steps::Trust::no_source);
        return model::Exit::clean;
    }
    auto const description = steps::describe_load(invocation.job);
    for (auto const &line : description.lines) {
        std::cout << model::printable(line) << '\n';
    }
    std::cout << "nothing was done: use --execute to load\n";
    say_not_changed(invocation, description.target);
    return model::Exit::clean;
}

} // namespace

Command const load{
    "load",
    "show what a load would do; with --execute, do it",
    "Loads what was resolved into the target, in one transaction that is verified before COMMIT: every row\n"
    "loaded or folded"
    ", every key valid, names unique, sequences past the last id. Refuses if the plan has changed\n"
    "since it was resolved, if a question is open, or if the target is not empty.",
    "tributary load pico.toml --execute",
    {"execute", "trust-source"},
    run_load};

} // namespace tributary::tools
