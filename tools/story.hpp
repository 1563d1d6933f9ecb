#pragma once

#include "merge/steps/steps.hpp"

#include <cstddef>
#include <iosfwd>
#include <vector>

namespace tributary::tools {

/// Topics in a column, texts beside them.
void write_story(std::ostream &out, std::vector<steps::StoryLine> const &story, std::size_t width);

/// The same on stdout, as wide as the terminal is.
void print_story(std::vector<steps::StoryLine> const &story);

} // namespace tributary::tools
