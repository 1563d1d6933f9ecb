#pragma once

#include <string>
#include <string_view>

namespace tributary::model {

/// A text as a cell that no spreadsheet takes for a formula: where it begins with `=`, `+`, `-`, `@`, a tab or a
/// carriage return, an apostrophe is put in front. A text that begins so after apostrophes of its own gets one more,
/// so that without_mark() gives back every text.
std::string with_mark(std::string const &text);

/// The text that such a cell is: of the apostrophes before one of these characters, one is taken off.
std::string without_mark(std::string const &cell);

} // namespace tributary::model
