#pragma once

#include <cstddef>

namespace tributary::tools {

/// Columns of a line where a report goes to a file or a pipe.
constexpr std::size_t default_width = 80;

/// Columns that a line of a report on stdout may take: those of the terminal; where it is something else, $COLUMNS, if
/// somebody has set it, and else `default_width`.
std::size_t width_of_stdout();

/// Columns of the terminal that stderr is; 0 if it is something else, or not known.
std::size_t width_of_stderr();

} // namespace tributary::tools
