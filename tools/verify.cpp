#include "merge/steps/steps.hpp"
#include "tools/all.hpp"

#include <iostream>

namespace tributary::tools {
namespace {

model::Exit run_verify(Invocation const &invocation) { return verify_and_print(invocation); }

} // namespace

model::Exit verify_and_print(Invocation const &invocation)
{
    auto const differences = steps::verify(invocation.job);
    for (auto const &difference : differences) {
        std::cout << difference.table << '#' << difference.row << ": " << difference.what << '\n';
    }
    if (!invocation.options.quiet && !invocation.options.json) {
        std::cout << (differences.empty() ? "verify: the target is as it was resolved\n"
                                          : "verify: the target differs\n");
    }
    return differences.empty() ? model::Exit::clean : model::Exit::undecided;
}

Command const verify{
    "verify",
    "compare the target with the staging file, row by row",
    "Compares every value of every row in the target with what was resolved. Prints rows that are missing,\n"
    "unexpected or different, at most 20 of a table. Exit 1 if there are any.",
    "tributary verify pico.toml",
    {},
    run_verify};

} // namespace tributary::tools
