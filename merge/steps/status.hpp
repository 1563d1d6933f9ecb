#pragma once

#include "merge/plan/plan.hpp"
#include "merge/staging/history.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::steps {

enum class LoadState {
    absent,      ///< an SQLite file that does not exist yet
    empty,       ///< without tables
    tables,      ///< without rows
    filled,      ///< with rows that no run of tributary has loaded
    this_run,    ///< loaded from this staging file
    other_run,   ///< loaded by another run, or from another snapshot
    busy,        ///< a load, or another command, is working on it
    unreachable, ///< or it cannot be read
};

std::string_view name_of(LoadState state);

/// Where a run stands.
struct Status {
    std::optional<std::string> digest;          ///< of what was decided; none: it is not resolved
    std::optional<std::string> reviewed_digest; ///< of the last dry run that was shown
    bool staging_exists = false;
    std::int64_t staging_version = 0; ///< format of the file
    std::string staging_problem;      ///< why the file cannot be read; empty: it can
    bool staging_is_foreign = false;  ///< it is not the staging file of this run, or not readable as one
    bool staging_is_busy = false;     ///< another command is writing it
    /// The step that a process is at now, `snapshot` while a new staging file is written; `tributary` where it has not
    /// begun one yet.
    std::optional<std::string> going_on;
    bool plan_has_changed = false; ///< since it was resolved
    std::vector<staging::SourceRead> sources;
    std::vector<staging::StepTaken> steps;   ///< in the order in which they began
    std::optional<std::int64_t> undecided;   ///< none: it is not resolved
    std::vector<std::string> open_questions; ///< their ids
    std::string target;                      ///< as it may be shown, with what it holds; or why it cannot be reached
    LoadState target_state = LoadState::unreachable;
    std::optional<std::string> loaded_at;
    std::optional<std::string> loaded_digest;
    std::vector<std::string>
        leftovers;           ///< files beside the staging file that hold an earlier load's record, or half a snapshot
    std::string next_before; ///< a command of the shell that comes before `next`; mostly empty
    std::string next;        ///< the command that comes next, with PLAN for the path of the plan
    std::string why;         ///< a sentence: what to look at first, or that all is done; empty: nothing
};

/// A step that has not ended, and that no process is at.
bool was_killed(Status const &status, std::size_t step);

/// From the staging file and the target, which are only read; also while another tributary works on them.
Status status(plan::Plan const &plan);

} // namespace tributary::steps
