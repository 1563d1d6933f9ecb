#include "merge/steps/status.hpp"

#include "merge/databases/target.hpp"
#include "merge/job/addresses.hpp"
#include "merge/job/guarded.hpp"
#include "merge/job/loaded.hpp"
#include "merge/model/error.hpp"
#include "merge/staging/load_record.hpp"
#include "merge/staging/staging.hpp"
#include "merge/target/contents.hpp"

#include <algorithm>
#include <map>

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
        status.undecided = staging::count_questions(staging);
    }
    status.steps = staging::steps_taken(staging);
    status.sources = staging::sources_read(staging);
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
        status.staging_is_busy = error.exit == model::Exit::busy;
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
        status.target_state = state_of(contents, plan, status);
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
    if (auto const half = plan.staging.string() + ".new"; std::filesystem::exists(half)) {
        found.push_back(half);
    }
    return found;
}

std::string next_of(Status const &status)
{
    if (status.staging_is_busy) {
        return "tributary status PLAN";
    }
    switch (status.target_state) {
    case LoadState::this_run: return "tributary verify PLAN";
    case LoadState::other_run: return "tributary audit PLAN";
    case LoadState::unreachable:
    case LoadState::filled: return "tributary check PLAN";
    case LoadState::busy: return "tributary status PLAN";
    case LoadState::absent:
    case LoadState::empty:
    case LoadState::tables: break;
    }
    if (!status.staging_exists || !status.staging_problem.empty()) {
        return "tributary run PLAN";
    }
    if (!status.digest || status.plan_has_changed) {
        return "tributary resolve PLAN";
    }
    return status.undecided == 0 ? "tributary run PLAN --execute" : "tributary run PLAN";
}

} // namespace

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
    read_target(plan, result);
    result.leftovers = leftovers_of(plan);
    result.next = next_of(result);
    return result;
}

} // namespace tributary::steps
