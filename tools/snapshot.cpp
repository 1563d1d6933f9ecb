#include "merge/steps/steps.hpp"
#include "tools/all.hpp"

namespace tributary::tools {
namespace {

model::Exit run_snapshot(Invocation const &invocation)
{
    steps::snapshot(invocation.job);
    return model::Exit::clean;
}

} // namespace

Command const snapshot{"snapshot",
                       "copy the sources into the staging file",
                       "Reads every source in one read-only snapshot and writes a new staging file, which replaces\n"
                       "this run's earlier one when it is complete.",
                       "tributary snapshot pico.toml",
                       {},
                       run_snapshot};

} // namespace tributary::tools
