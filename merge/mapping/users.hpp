#pragma once

#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <string>

namespace tributary::mapping {

/// The plan's [users], settled on what one source's catalogue has.
struct UsersTable {
    model::Table const *table = nullptr;
    std::string id;
    model::Table const *keys = nullptr; ///< null: accounts have no keys
    std::string user;                   ///< column of `keys` that says whose key it is
};

/// Throws model::Error 78 that points into the plan where it names a table or column that the source does not have.
/// The result points into `schema`.
UsersTable users_table(plan::Plan const &plan, std::string const &source, model::Schema const &schema);

} // namespace tributary::mapping
