#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/accounts.hpp"

#include <optional>

namespace tributary::identity {

/// The rows of a table that belong to accounts of one source: by a column that refers to users, or by one of which the
/// plan says in which rows it does (`tokenable_id` beside `tokenable_type`). The first of the first kind counts, and of
/// the other where it is missing. Nothing: no column says whose its rows are.
std::optional<staging::OwnedRows> rows_of_accounts(model::MappedTable const &table, model::MappedSource const &source,
                                                   model::MappedTable const &users);

} // namespace tributary::identity
