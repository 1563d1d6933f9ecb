#pragma once

#include "merge/model/facts.hpp"
#include "merge/staging/staging.hpp"

#include <functional>

namespace tributary::staging {

/// Facts about rows that are not loaded, in the order of sources, tables and old primary keys.

/// Rows that a rule of the plan leaves out; of a table that is not loaded, all rows at once.
void for_each_left_out(Staging const &staging, std::function<void(model::LeftOutFact const &)> const &sink);

/// Folded rows, except those of the users table, whose label is in temp.users.
void for_each_folded_row(Staging const &staging, std::function<void(model::FoldedRowFact const &)> const &sink);

} // namespace tributary::staging
