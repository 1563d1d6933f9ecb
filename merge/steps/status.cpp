#include "merge/steps/status.hpp"

#include "merge/databases/target.hpp"
#include "merge/job/addresses.hpp"
#include "merge/job/guarded.hpp"
#include "merge/job/loaded.hpp"
#include "merge/model/error.hpp"
#include "merge/model/shell.hpp"
#include "merge/staging/file_lock.hpp"
#include "merge/staging/load_record.hpp"
#include "merge/staging/staging.hpp"
#include "merge/staging/unpublished.hpp"
#include "merge/target/contents.hpp"

#include <filesystem>
#include <utility>

namespace tributary::steps {
namespace {

void read(plan::Plan const &plan, Status &status)
{
    auto const staging = staging::Staging::open(plan.staging, plan.name, false);
    status.staging_version = staging::file_format();
    status.digest = staging.property("digest");
    status.reviewed_digest = staging.property("reviewed");
    status.plan_has_changed = job::plan_has_changed(plan).has_value();
    if (status.digest) {
        status.open_questions = staging::ids_of_questions(staging);
        status.undecided = static_cast<std::int64_t>(status.open_questions.size());
    }
    status.steps = staging::steps_taken(staging);
    status.sources = staging::sources_read(staging);
}

/// Where nobody has it, a step that has not ended was killed.
void see_who_works(plan::Plan const &plan, Status &status)
{
    if (staging::is_locked(staging::unpublished_path(plan.staging))) {
        status.going_on = "snapshot";
    } else if (staging::is_locked(plan.staging)) {
        auto const has_begun = !status.steps.empty() && !status.steps.back().outcome;
        status.going_on = has_begun ? status.steps.back().step : "tributary";
    }
}

void read_staging(plan::Plan const &plan, Status &status)
{
    status.staging_exists = std::filesystem::exists(plan.staging);
    if (!status.staging_exists) {
        return;
    }
    try {
        job::guarded(plan, [&] { read(plan, status); });
    } catch (model::Error const &error) {
        status.staging_problem = error.what();
        status.why = error.next_step;
        status.staging_is_busy = error.exit == model::Exit::busy;
        status.staging_is_foreign = error.exit == model::Exit::refused;
    }
}

LoadState state_of(target::Contents const &contents, plan::Plan const &plan, Status const &status)
{
    if (contents.is_new_file) {
        return LoadState::absent;
    }
    if (contents.run) {
        return contents.run->name == plan.name && contents.run->digest == status.digest ? LoadState::this_run
                                                                                        : LoadState::other_run;
    }
    return !contents.is_readable  ? LoadState::unreachable
           : contents.tables == 0 ? LoadState::empty
           : contents.filled == 0 ? LoadState::tables
                                  : LoadState::filled;
}

void read_target(plan::Plan const &plan, Status &status)
{
    try {
        auto const address = job::target_address(plan);
        auto const target = databases::open_target_for_reading(address);
        auto const contents = target::contents_of(*target, address);
        status.target = target->location().url + ": " + target::in_words(contents);
        status.target_state = target->is_in_use() ? LoadState::busy : state_of(contents, plan, status);
        if (status.target_state == LoadState::busy) {
            status.target += "; another tributary is working on it";
        }
        if (contents.run) {
            status.loaded_at = contents.run->loaded_at;
            status.loaded_digest = contents.run->digest;
        }
    } catch (model::Error const &error) {
        status.target = error.what();
        status.target_state = error.exit == model::Exit::busy ? LoadState::busy : LoadState::unreachable;
    }
}

/// What earlier snapshots and loads have left beside the staging file.
std::vector<std::string> leftovers_of(plan::Plan const &plan)
{
    std::vector<std::string> found;
    for (auto const &record : staging::kept_records(plan.staging)) {
        found.push_back(record.string());
    }
    if (auto const half = staging::unpublished_path(plan.staging);
        std::filesystem::exists(half) && !staging::is_locked(half)) {
        found.push_back(half.string());
    }
    return found;
}

bool is_verified(Status const &status)
{
    return !status.steps.empty() && status.steps.back().step == "verify" && status.steps.back().outcome == "equal";
}

/// Where the file stays when it is moved out of the way.
std::string free_place_beside(std::filesystem::path const &file)
{
    auto place = file.string() + ".old";
    for (int number = 2; std::filesystem::exists(std::filesystem::symlink_status(place)); ++number) {
        place = file.string() + ".old-" + std::to_string(number);
    }
    return place;
}

/// Why the last step failed, if it did.
std::string failure_of(Status const &status)
{
    if (status.steps.empty() || !status.steps.back().outcome.value_or("").starts_with(staging::failed_step)) {
        return {};
    }
    auto const &last = status.steps.back();
    return "the last `" + last.step + "` " + *last.outcome;
}

struct Next {
    std::string command;
    std::string why = {};
    std::string before = {};
};

Next next_while_empty(plan::Plan const &plan, Status const &status)
{
    if (!status.staging_exists) {
        return {"tributary run PLAN"};
    }
    if (status.staging_is_foreign) {
        auto const file = plan.staging.string();
        return {"tributary run PLAN", "the staging file cannot be used, and `run` makes a new one: " + status.why,
                "mv " + model::shell_word(file) + " " + model::shell_word(free_place_beside(plan.staging))};
    }
    if (!status.staging_problem.empty()) {
        return {"tributary status PLAN", "the staging file cannot be read: " + status.why};
    }
    if (!status.digest || status.plan_has_changed) {
        return {"tributary resolve PLAN", failure_of(status)};
    }
    return {status.undecided == 0 ? "tributary run PLAN --execute" : "tributary run PLAN", failure_of(status)};
}

Next next_of(plan::Plan const &plan, Status const &status)
{
    if (status.going_on || status.staging_is_busy) {
        return {"tributary status PLAN", "`" + status.going_on.value_or("another program") + "` is at work"};
    }
    switch (status.target_state) {
    case LoadState::this_run:
        return is_verified(status)
                   ? Next{"tributary audit PLAN", "done: the target is loaded, and was compared and found equal"}
                   : Next{"tributary verify PLAN", failure_of(status)};
    case LoadState::other_run: return {"tributary audit PLAN", "the target is loaded already"};
    case LoadState::unreachable: return {"tributary check PLAN", "the target cannot be read"};
    case LoadState::filled: return {"tributary check PLAN", "the target has rows, and a load needs an empty one"};
    case LoadState::busy: return {"tributary status PLAN", "another tributary is working on the target"};
    case LoadState::absent:
    case LoadState::empty:
    case LoadState::tables: break;
    }
    return next_while_empty(plan, status);
}

} // namespace

bool was_killed(Status const &status, std::size_t step)
{
    auto const is_last = step + 1 == status.steps.size();
    return !status.steps.at(step).outcome && !(is_last && status.going_on == status.steps.at(step).step);
}

std::string_view name_of(LoadState state)
{
    switch (state) {
    case LoadState::absent: return "absent";
    case LoadState::empty: return "empty";
    case LoadState::tables: return "tables";
    case LoadState::filled: return "filled";
    case LoadState::this_run: return "this_run";
    case LoadState::other_run: return "other_run";
    case LoadState::busy: return "busy";
    case LoadState::unreachable: return "unreachable";
    }
    return {};
}

Status status(plan::Plan const &plan)
{
    Status result;
    read_staging(plan, result);
    see_who_works(plan, result);
    read_target(plan, result);
    result.leftovers = leftovers_of(plan);
    auto next = next_of(plan, result);
    result.next = std::move(next.command);
    result.next_before = std::move(next.before);
    result.why = std::move(next.why);
    return result;
}

} // namespace tributary::steps
