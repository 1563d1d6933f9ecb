#pragma once

#include "merge/plan/toml_section.hpp"

#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace tributary::plan {

/// Lines of the plan that an answer has accepted.
struct AcceptedLines {
    std::string file; ///< of the answers
    int line = 0;     ///< of the answer
    std::string lines;
};

/// Those of the plan's answers, or of some of them: whose place in Plan::answers is true in `applied`. Equal lines of
/// several answers once. In the order of the file.
std::vector<AcceptedLines> accepted_lines(Plan const &plan, std::vector<bool> const &applied);

/// As if the lines stood in the plan: lists grow, tables get keys. Throws model::Error 78 where the plan, or lines that
/// come before, say otherwise.
void add_lines(toml::table &plan, std::span<AcceptedLines const> all);

/// The error of a plan with these lines, which it accepts without them.
[[noreturn]] void refuse_lines(AcceptedLines const &accepted, model::Error const &error);

} // namespace tributary::plan
