#include "merge/steps/status.hpp"

#include "merge/model/masked.hpp"
#include "merge/model/words.hpp"
#include "merge/plan/overrides.hpp"
#include "tools/all.hpp"
#include "tools/conflicts_file.hpp"
#include "tools/story.hpp"
#include "tools/with_plan.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <filesystem>
#include <iostream>
#include <set>

namespace tributary::tools {
namespace {

using Story = std::vector<steps::StoryLine>;

/// What the operator has decided of the questions that are open, in the conflicts file and in the file of answers.
struct Answered {
    std::int64_t questions = 0;
    std::string problem = {}; ///< why the conflicts file cannot be read
};

Answered answered(Invocation const &invocation, steps::Status const &status)
{
    std::set<std::string> open(status.open_questions.begin(), status.open_questions.end());
    auto const asked = open.size();
    auto const take = [&](std::vector<plan::Answer> const &answers) {
        for (auto const &answer : answers) {
            open.erase(answer.id);
        }
    };
    if (status.plan_has_changed) { // else those that are there were heard
        take(invocation.plan.answers);
    }
    auto const conflicts = conflicts_path(invocation.options, invocation.plan);
    try {
        if (std::filesystem::exists(conflicts)) {
            take(plan::read_overrides(conflicts));
        }
    } catch (model::Error const &error) {
        return {0, error.what()};
    }
    return {static_cast<std::int64_t>(asked - open.size())};
}

std::string command_of(Invocation const &invocation, steps::Status const &status)
{
    auto const command = with_plan("`" + status.next + "`", invocation.options.plan);
    return (status.next_before.empty() ? "" : status.next_before + " && ") + command.substr(1, command.size() - 2);
}

/// What to look at before the next command.
std::string why(Invocation const &invocation, steps::Status const &status)
{
    auto text = with_plan(status.why, invocation.options.plan);
    if (text.empty() && status.undecided.value_or(0) > 0) {
        auto const file = conflicts_path(invocation.options, invocation.plan).string();
        auto const [decided, problem] = answered(invocation, status);
        auto const left = *status.undecided - decided;
        text = !problem.empty() ? problem
               : left == 0      ? "every open question is decided; this takes the decisions over"
               : decided == 0   ? "decide what is asked in " + file + " first"
                                : fmt::format("{} left to decide in {}; this takes the others over",
                                              model::counted(left, "question is", "questions are"), file);
    }
    return model::without_secrets(text);
}

nlohmann::ordered_json optional(std::optional<std::string> const &text)
{
    return text ? nlohmann::ordered_json(*text) : nlohmann::ordered_json();
}

nlohmann::ordered_json as_json(Invocation const &invocation, steps::Status const &status)
{
    nlohmann::ordered_json json;
    json["run"] = {{"name", invocation.plan.name},
                   {"digest", optional(status.digest)},
                   {"reviewed_digest", optional(status.reviewed_digest)}};
    json["staging"] = {{"file", invocation.plan.staging.string()},
                       {"exists", status.staging_exists},
                       {"version", status.staging_version}};
    json["sources"] = nlohmann::ordered_json::array();
    for (auto const &source : status.sources) {
        json["sources"].push_back({{"name", source.name}, {"snapshot_at", source.snapshot_at}, {"rows", source.rows}});
    }
    json["steps"] = nlohmann::ordered_json::array();
    for (auto const &step : status.steps) {
        json["steps"].push_back({{"step", step.step},
                                 {"started", step.started},
                                 {"ended", optional(step.ended)},
                                 {"outcome", optional(step.outcome)}});
    }
    json["going_on"] = optional(status.going_on);
    json["undecided"] = status.undecided ? nlohmann::ordered_json(*status.undecided) : nlohmann::ordered_json();
    json["answered"] =
        status.undecided ? nlohmann::ordered_json(answered(invocation, status).questions) : nlohmann::ordered_json();
    json["target"] = {{"database", status.target},
                      {"state", name_of(status.target_state)},
                      {"loaded_at", optional(status.loaded_at)},
                      {"digest", optional(status.loaded_digest)}};
    json["scratch"] = nlohmann::ordered_json::array();
    json["leftovers"] = status.leftovers;
    json["next"] = command_of(invocation, status);
    json["why"] = why(invocation, status);
    return json;
}

std::string staging_in_words(plan::Plan const &plan, steps::Status const &status)
{
    auto const file = plan.staging.string();
    if (!status.staging_exists) {
        return file + ": does not exist";
    }
    if (!status.staging_problem.empty()) {
        return status.staging_problem;
    }
    std::int64_t rows = 0;
    for (auto const &source : status.sources) {
        rows += source.rows;
    }
    return fmt::format("{}: {} {} of {}, snapshot of {}", file, model::grouped(rows),
                       model::plural(rows, "row", "rows"), model::counted(status.sources.size(), "source", "sources"),
                       status.sources.empty() ? "" : status.sources.front().snapshot_at);
}

std::string decisions_in_words(plan::Plan const &plan, steps::Status const &status)
{
    if (!status.undecided) {
        return "not resolved yet";
    }
    auto const changed = status.plan_has_changed ? "; the plan or its answers have changed since" : "";
    return (*status.undecided == 0
                ? "no question is open"
                : fmt::format("{} open: {}.conflicts.csv",
                              model::counted(*status.undecided, "question is", "questions are"), plan.name)) +
           changed;
}

Story story_of(Invocation const &invocation, steps::Status const &status)
{
    auto const &plan = invocation.plan;
    Story story{{"run", plan.name + (status.digest ? ", digest " + *status.digest : "")},
                {"staging file", staging_in_words(plan, status)}};
    if (status.going_on == "snapshot") {
        story.push_back({"snapshot", "going on" + std::string(status.steps.empty() ? "" : "; before it:")});
    }
    for (std::size_t i = 0; i < status.steps.size(); ++i) {
        auto const &step = status.steps[i];
        auto const *const open = steps::was_killed(status, i) ? "it was killed" : "going on";
        story.push_back(
            {step.step, step.started + (step.ended ? " to " + *step.ended : "") + ": " +
                            model::without_secrets(with_plan(step.outcome.value_or(open), invocation.options.plan))});
    }
    story.push_back({"decisions", decisions_in_words(plan, status)});
    story.push_back({"target", status.target});
    for (auto const &file : status.leftovers) {
        story.push_back({"left over", file});
    }
    if (auto const sentence = why(invocation, status); !sentence.empty()) {
        story.push_back({"look at", sentence});
    }
    story.push_back({"next", "`" + command_of(invocation, status) + "`"});
    return story;
}

model::Exit run_status(Invocation const &invocation)
{
    auto const status = steps::status(invocation.plan);
    if (invocation.options.json) {
        using nlohmann::ordered_json;
        std::cout << as_json(invocation, status).dump(2, ' ', false, ordered_json::error_handler_t::replace) << '\n';
    } else {
        print_story(story_of(invocation, status));
    }
    return model::Exit::clean;
}

} // namespace

Command const status{
    "status",
    "say where a run stands, and which command comes next",
    "Reads the staging file and the target, and says what was done when, what is open, what the target holds, which\n"
    "files were left over, and which command comes next. Works while another tributary is at work, too.",
    "tributary status pico.toml",
    {"json"},
    run_status};

} // namespace tributary::tools
