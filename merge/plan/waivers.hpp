#pragma once

#include "merge/plan/plan.hpp"

#include <string>

namespace tributary::plan {

/// True if a [[waive]] names this key, check, table or flag: `table`, or `table.name`.
bool waives_key(Plan const &plan, std::string const &name);

/// True if a [[waive]] is about the column as a whole, in all rows: it has no `when`, `path` or `regex`.
bool waives_column(Plan const &plan, std::string const &table, std::string const &column);

} // namespace tributary::plan
