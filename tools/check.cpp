#include "reports/check.hpp"

#include "merge/steps/steps.hpp"
#include "tools/all.hpp"
#include "tools/with_plan.hpp"

#include <iostream>
#include <sstream>

namespace tributary::tools {
namespace {

model::Exit run_check(Invocation const &invocation)
{
    auto const findings = steps::check(invocation.job);
    if (invocation.options.json) {
        reports::write_check_as_json(std::cout, findings);
    } else {
        std::ostringstream text;
        reports::write_check_as_text(text, findings);
        std::cout << with_plan(text.str(), invocation.options.plan);
    }
    std::cout.flush();
    if (!std::cout) {
        throw model::Error(model::Exit::cannot_write, "stdout: cannot write what was found");
    }
    return model::exit_of(findings);
}

} // namespace

Command const check{
    "check",
    "look for what is in the way, and write nothing",
    "Looks at sources and target as they are: whether they can be reached, rights, the target's state,\n"
    "differences between their tables, columns that look like references to users and that nobody\n"
    "explains, ids without room. Prints what would answer each, ready to paste. Copies and writes nothing.",
    "tributary check pico.toml",
    {"json", "rules"},
    run_check};

} // namespace tributary::tools
