#include "merge/model/terminal.hpp"
#include "merge/model/words.hpp"
#include "merge/steps/steps.hpp"
#include "reports/report.hpp"
#include "tools/all.hpp"

#include <fmt/format.h>

#include <iostream>

namespace tributary::tools {
namespace {

void print_as_json(std::string const &run, std::vector<proof::Difference> const &differences)
{
    using reports::json_text;
    std::cout << "{\n  \"run\": {\"name\": " << json_text(run)
              << "},\n  \"equal\": " << (differences.empty() ? "true" : "false") << ",\n  \"differences\": [";
    for (std::size_t i = 0; i < differences.size(); ++i) {
        auto const &one = differences[i];
        std::cout << (i == 0 ? "\n    " : ",\n    ") << "{\"table\": " << json_text(one.table)
                  << ", \"row\": " << json_text(one.row) << ", \"what\": " << json_text(one.what) << "}";
    }
    std::cout << (differences.empty() ? "]\n}\n" : "\n  ]\n}\n");
}

model::Exit run_verify(Invocation const &invocation) { return verify_and_print(invocation); }

} // namespace

model::Exit verify_and_print(Invocation const &invocation)
{
    auto const verified = steps::verify(invocation.job);
    auto const &differences = verified.differences;
    if (invocation.options.json) {
        print_as_json(invocation.plan.name, differences);
    } else {
        for (auto const &difference : differences) {
            std::cout << model::printable(difference.table + '#' + difference.row + ": " + difference.what) << '\n';
        }
        if (!invocation.options.quiet) {
            std::cout << (differences.empty() ? "verify: the target is as it was resolved\n"
                                              : "verify: the target differs\n");
        }
    }
    std::cout.flush();
    invocation.job.progress.say(fmt::format("verify: compared {} {} in {} of {}", model::grouped(verified.rows),
                                            model::plural(verified.rows, "row", "rows"),
                                            model::counted(verified.tables, "table", "tables"), verified.target));
    return differences.empty() ? model::Exit::clean : model::Exit::differs;
}

Command const verify{
    "verify",
    "compare the target with the staging file, row by row",
    "Compares every value of every row in the target with what was resolved. Prints rows that are missing,\n"
    "unexpected or different, at most 20 of a table. Exit 4 if there are any.",
    "tributary verify pico.toml",
    {"json"},
    run_verify};

} // namespace tributary::tools
