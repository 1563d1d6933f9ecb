#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::reports {

/// A printable text in at most `columns` columns (at least 1) of a terminal, with … for its middle where it is wider.
std::string without_middle(std::string_view words, std::size_t columns);

/// A printable text as lines of at most `columns` columns: broken at blanks, and inside of words that are wider. At
/// least one line.
std::vector<std::string> wrapped(std::string_view words, std::size_t columns);

/// The same, but what stands in backquotes is not broken, however long it is: it is to be pasted.
std::vector<std::string> wrapped_around_commands(std::string_view words, std::size_t columns);

/// What a column of a table takes.
struct ColumnWidth {
    std::size_t widest = 0; ///< its widest value
    std::size_t least = 0;  ///< what it must be left; not more than `widest`
};

/// Widths with which the columns take `room` together: the widest give way first. Empty if they cannot.
std::vector<std::size_t> fitted(std::vector<ColumnWidth> const &columns, std::size_t room);

} // namespace tributary::reports
