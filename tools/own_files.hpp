#pragma once

#include "merge/plan/plan.hpp"
#include "reports/report.hpp"

#include <filesystem>
#include <span>
#include <string>

namespace tributary::tools {

/// Refuses (73) a file of the run itself, which reports and questions must not replace: the plan, its scripts and
/// answers, the staging file, a database.
void refuse_file_of_plan(plan::Plan const &plan, std::filesystem::path const &path, std::string const &next_step);

/// Refuses (73) what a report must not replace: besides a file of the run whatever is there and is no report, and one
/// into which somebody wrote decisions or notes.
void require_place_of_report(plan::Plan const &plan, std::filesystem::path const &path);

/// The same without a plan: the file may also hold one of `own` reports.
void require_place_of_report(std::filesystem::path const &path, std::span<reports::Report const> own = {});

} // namespace tributary::tools
