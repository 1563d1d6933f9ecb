#pragma once

#include <cstddef>

namespace tributary::tools {

/// Columns of a line where a report goes to a file or a pipe.
constexpr std::size_t default_width = 80;

/// Columns that a line of a report on stdout may take: those of the terminal, by itself or by $COLUMNS;
/// `default_width` where stdout is no terminal or nothing is known.
std::size_t width_of_stdout();

} // namespace tributary::tools
