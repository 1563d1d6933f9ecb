#pragma once

#include "merge/steps/steps.hpp"

#include <vector>

namespace tributary::tools {

/// On stdout: topics in a column, texts beside them, as wide as the terminal is.
void print_story(std::vector<steps::StoryLine> const &story);

} // namespace tributary::tools
