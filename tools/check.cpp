#include "reports/check.hpp"

#include "merge/steps/steps.hpp"
#include "tools/all.hpp"
#include "tools/terminal.hpp"
#include "tools/with_plan.hpp"

#include <iostream>
#include <string>

namespace tributary::tools {
namespace {

model::Exit run_check(Invocation const &invocation)
{
    auto const findings = steps::check(invocation.job);
    if (invocation.options.json) {
        reports::write_check_as_json(std::cout, findings);
    } else {
        auto const with_path = [&](std::string const &text) { return with_plan(text, invocation.options.plan); };
        reports::write_check_as_text(std::cout, findings, {width_of_stdout(), with_path});
    }
    say_not_changed(invocation, findings.named_target);
    return model::exit_of(findings);
}

} // namespace

Command const check{
    "check",
    "check sources and target for problems, and write nothing",
    "Checks whether sources and target can be reached, rights, the target's state, differences between their\n"
    "tables and rules, columns and places that appear to hold ids or names and are not declared, values that\n"
    "cannot be looked into, what is not read, ids that do not fit, and rows that are one of a kind. Prints what\n"
    "would resolve each, ready to paste. Copies and writes nothing.",
    "tributary check pico.toml",
    {"json", "rules"},
    run_check};

} // namespace tributary::tools
