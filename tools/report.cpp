#include "reports/report.hpp"

#include "merge/job/loaded.hpp"
#include "merge/model/terminal.hpp"
#include "merge/model/words.hpp"
#include "merge/steps/steps.hpp"
#include "reports/masked.hpp"
#include "tools/all.hpp"
#include "tools/own_files.hpp"
#include "tools/replace_file.hpp"
#include "tools/terminal.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <ostream>

namespace tributary::tools {
namespace {

template <typename Item>
Item const &named(std::span<Item const> list, std::string const &name, std::string const &option)
{
    auto const found = std::find_if(list.begin(), list.end(), [&](auto const &one) { return one.name == name; });
    if (found == list.end()) {
        std::string allowed;
        for (auto const &one : list) {
            allowed += (allowed.empty() ? "" : ", ") + std::string(one.name);
        }
        throw model::Error(model::Exit::usage, fmt::format("--{} cannot be \"{}\"", option, name),
                           "allowed here: " + allowed + "\n" + way_to_help("report"));
    }
    return *found;
}

std::vector<reports::Report> chosen(std::vector<std::string> const &names)
{
    std::vector<reports::Report> result;
    for (auto name : names) {
        std::replace(name.begin(), name.end(), '-', '_'); // widened-access is written with either
        result.push_back(named(reports::all_reports(), name, "what"));
    }
    return result;
}

void write(Invocation const &invocation, std::vector<std::string> const &what, std::string const &format_name,
           reports::Addresses addresses)
{
    auto const &format = named(reports::all_formats(), format_name, "format");
    auto list = what.empty() ? std::vector(reports::all_reports().begin(), reports::all_reports().end()) : chosen(what);
    std::transform(list.begin(), list.end(), list.begin(),
                   [&](auto const &one) { return reports::masked(one, addresses); });
    auto const facts = steps::facts(invocation.plan);
    if (invocation.options.output.empty()) {
        format.write(std::cout, *facts, list, width_of_stdout());
        return;
    }
    require_place_of_report(invocation.plan, invocation.options.output);
    replace_file(invocation.options.output, "name another file: --output FILE",
                 [&](std::ostream &out) { format.write(out, *facts, list, default_width); });
}

model::Exit run_report(Invocation const &invocation)
{
    auto const &options = invocation.options;
    auto const format = !options.format.empty() ? options.format : options.json ? "json" : "text";
    auto const what =
        options.what.empty() && format == "text"
            ? std::vector<std::string>{"summary",        "books",     "collisions",       "conflicts",      "renames",
                                       "widened_access", "lost_keys", "possible_matches", "malformed_keys", "outside"}
            : options.what;
    write(invocation, what, format, options.with_values ? reports::Addresses::in_full : reports::Addresses::masked);
    warn_of_another_plan(invocation);
    return model::Exit::clean;
}

} // namespace

void write_conflict_report(Invocation const &invocation)
{
    // for the operator, who decides by them
    constexpr auto addresses = reports::Addresses::in_full;
    if (invocation.options.json) {
        write(invocation, {}, "json", addresses);
    } else if (!invocation.options.quiet) {
        write(invocation,
              {"summary", "conflicts", "collisions", "widened_access", "lost_keys", "possible_matches",
               "malformed_keys", "outside"},
              "text", addresses);
    }
}

void warn_of_another_plan(Invocation const &invocation)
{
    if (auto const sentence = job::plan_has_changed(invocation.plan)) {
        invocation.job.progress.warn(*sentence);
    }
}

void say_not_changed(Invocation const &invocation, std::string const &target)
{
    std::cout.flush(); // both streams may be one terminal
    if (!target.empty()) {
        invocation.job.progress.say(fmt::format("{}: target {}; not changed", invocation.options.command, target));
    }
}

model::Exit exit_of(Invocation const &invocation, std::int64_t undecided)
{
    if (undecided == 0) {
        return model::Exit::clean;
    }
    std::cerr << model::printable(model::undecided_text(invocation.plan.name, undecided)) << '\n';
    return model::Exit::undecided;
}

Command const report{
    "report",
    "print reports about the decisions, in several formats",
    "Prints reports about a resolved run: summary, books, derived, accounts, matches, merges, renames,\n"
    "collisions, conflicts, widened_access, lost_keys, look_alikes, possible_matches, malformed_keys, dropped_values,\n"
    "rewrites, assigned_values, computed_values, dangling_values, folded_rows, left_out, refused_values, overrides, ids,\n"
    "not_carried, outside, aliases. Without --what: the main ones as text, all of them in the other formats. Addresses are\n"
    "masked, so that it can be sent around.",
    "tributary report pico.toml --what renames --format csv --output renames.csv",
    {"what", "format", "output", "with-values", "json"},
    run_report};

} // namespace tributary::tools
