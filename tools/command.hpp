#pragma once

#include "merge/job/job.hpp"
#include "merge/model/error.hpp"
#include "merge/plan/plan.hpp"
#include "tools/options.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::tools {

/// What a command is given.
struct Invocation {
    Options const &options;
    plan::Plan const &plan;
    job::Job const &job;
};

struct Command {
    std::string_view name;
    std::string_view help;                  ///< one line
    std::string_view details;               ///< what it does, for its own --help
    std::string_view example;               ///< a command line that works
    std::vector<std::string_view> options;  ///< beside those that every command has
    model::Exit (*run)(Invocation const &); ///< null if it works without a plan
    std::string_view subject = {};          ///< what has to follow the plan; empty: nothing. In brackets: it may
    /// Instead of run(), for what comes before there is a plan file.
    model::Exit (*begin)(Options const &, plan::Choices const &, job::Progress const &) = nullptr;
    bool takes_target = false; ///< --target in the place of the plan; for begin()
};

/// Every command, in the order of a run. To add one: its file, and its line in commands.cpp.
std::span<Command const> commands();

} // namespace tributary::tools
