#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace tributary::model {

/// How the program ends. The numbers are part of the contract: scripts branch on them.
enum class Exit {
    clean = 0,
    undecided = 1,    ///< questions are open
    failed = 2,       ///< failed, the target is unchanged
    resumable = 3,    ///< failed, can be resumed; the message says how
    differs = 4,      ///< done, but something differs
    refused = 5,      ///< refused without harm: the target, the staging file or the plan is not as it has to be
    usage = 64,       ///< the command line is wrong
    data = 65,        ///< data that no answer makes loadable
    unreachable = 69, ///< a database cannot be reached
    cannot_write = 73,
    busy = 75, ///< locked or busy; try again
    plan = 78, ///< the plan file is invalid
};

/// An error for the user: one sentence that begins with the place, and what to do next.
///
/// `what()` is the sentence. `next_step` may be empty, or several lines. Neither ever holds a password. A command is
/// named as `tributary resolve PLAN`, in backticks; tools/with_plan.hpp inserts the path.
struct Error : std::runtime_error {
    Error(Exit code, std::string const &sentence, std::string next = {})
        : std::runtime_error(sentence), exit(code), next_step(std::move(next))
    {
    }

    Exit exit;
    std::string next_step;
};

} // namespace tributary::model
