#pragma once

#include "merge/model/check.hpp"

#include <iosfwd>

namespace tributary::reports {

/// Section by section, for a reader. What is to be pasted is on lines of its own.
void write_check_as_text(std::ostream &out, model::CheckFindings const &findings);

/// One object, keys in snake_case, always all of them and in the same order.
void write_check_as_json(std::ostream &out, model::CheckFindings const &findings);

} // namespace tributary::reports
