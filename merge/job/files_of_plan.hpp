#pragma once

#include "merge/plan/plan.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace tributary::job {

/// A file that a run reads or writes, whether it is there or not.
struct PlanFile {
    std::string what; ///< such as `the plan` or `source "prose"`
    std::filesystem::path path;
};

/// The plan, its scripts and answers, the staging file, and the SQLite files of sources and target with those that
/// SQLite keeps beside them.
std::vector<PlanFile> files_of(plan::Plan const &plan);

/// Which of them is `path`, also by another name or through a link. Empty: none.
std::string file_of_plan(plan::Plan const &plan, std::filesystem::path const &path);

} // namespace tributary::job
