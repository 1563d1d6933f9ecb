#include "merge/model/expect_found.hpp"
#include "merge/model/masked.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/terminal.hpp"
#include "merge/model/version.hpp"
#include "merge/plan/plan.hpp"
#include "merge/plan/suffix.hpp"
#include "merge/steps/steps.hpp"
#include "rules/pattern.hpp"
#include "rules/rules.hpp"
#include "tools/command.hpp"
#include "tools/options.hpp"
#include "tools/print_rules.hpp"
#include "tools/progress.hpp"
#include "tools/signals.hpp"
#include "tools/standard_streams.hpp"
#include "tools/take_over.hpp"
#include "tools/with_plan.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <map>
#include <stdexcept>

namespace tributary::tools {
namespace {

template <typename Rule> std::vector<std::string> names(std::span<Rule const> rules)
{
    std::vector<std::string> list;
    for (auto const &rule : rules) {
        list.emplace_back(rule.name);
    }
    return list;
}

template <typename Rule> Rule const &named(std::span<Rule const> rules, std::string const &name)
{
    return model::expect_named(rules, name, "rule");
}

plan::Choices choices()
{
    plan::Choices result{names(rules::match_rules()),
                         {},
                         names(rules::name_policies()),
                         names(rules::key_formats()),
                         names(rules::foldings()),
                         {},
                         names(rules::unique_policies()),
                         {},
                         {}};
    for (auto const &rule : rules::match_rules()) {
        if (rule.compares == model::MatchRule::Compares::column) {
            result.column_rules.emplace_back(rule.name);
        }
    }
    for (auto const &rule : rules::survivorships()) {
        if (rule.way != model::Survivorship::Way::picks_source) {
            result.survivorships.emplace_back(rule.name);
        }
    }
    for (auto const &policy : rules::unique_policies()) {
        using Column = model::UniquePolicy::Column;
        if (policy.column != Column::none && policy.column != Column::uuid) {
            result.column_policies.emplace_back(policy.name);
        }
        if (policy.way == model::UniquePolicy::Way::sets) {
            result.setting_policies.emplace_back(policy.name);
        }
    }
    return result;
}

/// The plan's pattern for names; what the suffix makes has to be able to match it.
std::function<bool(std::string_view)> pattern_of(plan::Plan const &plan)
{
    auto const &users = plan.users;
    if (users.names.pattern.empty()) {
        return {};
    }
    std::function<bool(std::string_view)> matches;
    try {
        matches = rules::matcher(users.names.pattern);
    } catch (std::invalid_argument const &error) {
        throw plan::plan_error(
            plan, users.names.position,
            fmt::format("`pattern` \"{}\" is not a valid regular expression: {}", users.names.pattern, error.what()));
    }
    auto const guarded = [&plan, matches](std::string_view name) {
        try {
            return matches(name);
        } catch (std::range_error const &error) {
            throw plan::plan_error(plan, plan.users.names.position,
                                   fmt::format("`pattern` \"{}\": {}", plan.users.names.pattern, error.what()),
                                   "write it so that nothing in it can be repeated in two ways");
        }
    };
    for (auto const &source : plan.sources) {
        auto const around = plan::affixes(plan, source.name);
        if (!rules::may_match(guarded, around.before, around.after)) {
            throw plan::plan_error(plan, users.suffix_position,
                                   fmt::format("`suffix`: no name with \"{}{}\" can match the pattern \"{}\"",
                                               around.before, around.after, users.names.pattern),
                                   "choose a suffix of characters that the pattern allows");
        }
    }
    return guarded;
}

/// What a `regex` of the plan finds.
job::TextFinder finder_of(plan::Plan const &plan, std::string const &regex, plan::Position const &position)
{
    auto const refused = [&plan, regex, position](char const *why) {
        return plan::plan_error(plan, position, fmt::format("`regex` \"{}\": {}", regex, why),
                                "such as '@([a-z0-9]+)'");
    };
    try {
        return [refused, find = rules::finder(regex)](std::string_view text) {
            try {
                return find(text);
            } catch (std::range_error const &error) {
                throw refused(error.what());
            }
        };
    } catch (std::invalid_argument const &error) {
        throw refused(error.what());
    }
}

/// By the `regex`, which is refused where it stands first if it is invalid.
std::map<std::string, job::TextFinder> all_finders(plan::Plan const &plan)
{
    std::map<std::string, job::TextFinder> finders;
    auto const add = [&](std::string const &regex, plan::Position const &position) {
        if (!regex.empty() && !finders.contains(regex)) {
            finders.emplace(regex, finder_of(plan, regex, position));
        }
    };
    for (auto const &reference : plan.references) {
        add(reference.regex, reference.position);
    }
    for (auto const &waived : plan.waived) {
        add(waived.regex, waived.position);
    }
    return finders;
}

job::Rules chosen_rules(plan::Plan const &plan)
{
    auto const all = rules::foldings();
    job::Rules chosen{{},
                      named(rules::name_policies(), plan.users.on_collision),
                      {},
                      {all.begin(), all.end()},
                      {rules::survivorships().begin(), rules::survivorships().end()},
                      {rules::unique_policies().begin(), rules::unique_policies().end()},
                      pattern_of(plan),
                      {}};
    for (auto const &keys : plan.users.keys) {
        chosen.key_formats.push_back(named(rules::key_formats(), keys.format));
    }
    chosen.finder_of = [finders = all_finders(plan)](std::string const &regex) { return finders.at(regex); };
    for (auto const &match : plan.users.match) {
        auto const fold = match.fold.empty() ? std::nullopt : std::optional(named(all, match.fold));
        chosen.match.push_back({named(rules::match_rules(), match.rule), fold, match});
    }
    return chosen;
}

std::string general_help()
{
    std::string text =
        "tributary merges several service databases into one.\n\nUsage: tributary COMMAND PLAN [options]\n"
        "       tributary help COMMAND\n\nCommands:\n";
    for (auto const &command : commands()) {
        text += fmt::format("  {:<10} {}\n", command.name, command.help);
    }
    text += "\nOptions:\n" + options_help(nullptr);
    text += "\nMatch rules:\n";
    for (auto const &rule : rules::match_rules()) {
        text += fmt::format("  {:<22} {}\n", rule.name, rule.help);
    }
    text += "\nPolicies for unique keys:\n";
    for (auto const &policy : rules::unique_policies()) {
        text += fmt::format("  {:<22} {}\n", policy.name, policy.help);
    }
    text += "\nExit codes: 0 clean · 1 questions are open · 2 failed, target unchanged · 3 failed, can be resumed ·\n"
            "4 done, but it differs · 5 refused without harm · 64 usage · 65 bad data ·\n"
            "69 cannot reach a database · 73 cannot write · 75 try again · 78 plan or answers wrong\n"
            "\nExample: tributary run pico.toml\n";
    return text;
}

std::string help_of(Command const &command)
{
    return fmt::format("Usage: tributary {} {} {}[options]\n\n{}\n\nOptions:\n{}\nExample: {}\n", command.name,
                       command.takes_target ? "PLAN|--target URL" : "PLAN",
                       command.subject.empty() ? "" : std::string(command.subject) + " ", command.details,
                       options_help(&command), command.example);
}

/// `tributary 0.2.0 (1a2b3c4d5e6f)`, and a line for the libraries and one for the formats of files.
void print_version()
{
    auto versions = steps::versions();
    versions.libraries.push_back(rules::unicode_library());
    std::vector<std::string> libraries;
    for (auto const &library : versions.libraries) {
        libraries.push_back(library.name + " " + library.version);
    }
    auto const commit = model::commit();
    std::cout << fmt::format("tributary {}{}\n{}\nstaging file: format {}\n", model::version(),
                             commit.empty() ? "" : " (" + commit + ")", fmt::join(libraries, ", "),
                             versions.staging_file);
}

/// True if it writes the conflicts file.
bool asks_questions(Command const &command)
{
    return std::find(command.options.begin(), command.options.end(), "conflicts") != command.options.end();
}

model::Exit dispatch(Options const &options, NamedTarget &target)
{
    if (options.version) {
        print_version();
        return model::Exit::clean;
    }
    if (options.command.empty()) {
        (options.help ? std::cout : std::cerr) << general_help();
        return options.help ? model::Exit::clean : model::Exit::usage;
    }
    auto const all = commands();
    auto const command =
        std::find_if(all.begin(), all.end(), [&](auto const &one) { return one.name == options.command; });
    if (command == all.end()) {
        auto known = names(all);
        known.emplace_back("help");
        throw model::Error(model::Exit::usage, "unknown command \"" + options.command + "\"",
                           model::did_you_mean(options.command, known) + "\n" + way_to_help(options.command));
    }
    if (options.help) {
        std::cout << help_of(*command);
        return model::Exit::clean;
    }
    refuse_options_of_others(*command, options);
    if (options.rules) {
        print_rules(options.json);
        return model::Exit::clean;
    }
    if (options.plan.empty() && !(command->takes_target && !options.target.empty())) {
        throw model::Error(model::Exit::usage, fmt::format("`{}` needs a plan file", command->name),
                           std::string(command->example) + "\n" + way_to_help(options.command));
    }

    auto const may_lack = command->subject.starts_with('[');
    auto const has_subject = options.subject && !options.subject->empty();
    if (!may_lack && command->subject.empty() == has_subject) {
        throw model::Error(model::Exit::usage,
                           command->subject.empty() ? too_many_words(*options.subject)
                                                    : fmt::format("`{}` needs {}", command->name, command->subject),
                           std::string(command->example) + "\n" + way_to_help(options.command));
    }

    auto const progress = progress_of(options, target);
    if (command->begin != nullptr) {
        return command->begin(options, choices(), progress);
    }
    auto plan = plan::read_plan(options.plan, choices());
    if (asks_questions(*command) && take_over_decisions(options, plan, choices(), progress)) {
        plan = plan::read_plan(options.plan, choices());
    }
    auto const chosen = chosen_rules(plan);
    job::Job const job{plan, chosen, progress, [&](auto const &applied, auto const &work) {
                           auto const other = plan::with_lines_of(plan, applied, choices());
                           auto const rules = chosen_rules(other);
                           work({other, rules, progress, {}});
                       }};
    return command->run({options, plan, job});
}

void print(std::string const &sentence, std::string const &next_step, std::string const &plan)
{
    std::cerr << model::printable(model::without_secrets(with_plan(sentence, plan))) << '\n';
    auto const next = model::printable_lines(model::without_secrets(with_plan(next_step, plan)));
    std::size_t from = 0;
    while (from < next.size()) {
        auto const end = std::min(next.find('\n', from), next.size());
        if (end > from) {
            std::cerr << "  " << next.substr(from, end - from) << '\n';
        }
        from = end + 1;
    }
}

/// Behind the message about what went wrong.
void print_target(Options const &options, NamedTarget const &target)
{
    if (target.shown.empty()) {
        return;
    }
    auto const line = fmt::format("{}: target {}", options.command, target.shown);
    switch (target.change) {
    case job::TargetChange::none: print(line + "; not changed", {}, options.plan); return;
    case job::TargetChange::possible:
        print(line + ": it is not known whether it was loaded", "`tributary verify PLAN` shows it", options.plan);
        return;
    case job::TargetChange::loaded: print(line + ": loaded", {}, options.plan); return;
    }
}

} // namespace
} // namespace tributary::tools

int main(int argc, char **argv)
{
    using namespace tributary;
    tools::secure_standard_streams();
    tools::explain_interruptions();
    tools::Options options;
    tools::NamedTarget target;
    try {
        options = tools::read_options(argc, argv);
        return static_cast<int>(tools::exit_after_printing(tools::dispatch(options, target)));
    } catch (model::Error const &error) {
        tools::print(error.what(), error.next_step, options.plan);
        tools::print_target(options, target);
        return static_cast<int>(error.exit);
    } catch (std::exception const &error) {
        tools::print(std::string("tributary: ") + error.what(),
                     "this is a bug; if it was a load, `tributary verify PLAN` shows whether it was committed",
                     options.plan);
        tools::print_target(options, target);
        return static_cast<int>(model::Exit::failed);
    }
}
