#pragma once

#include "merge/model/schema.hpp"
#include "merge/plan/plan.hpp"

#include <string>
#include <vector>

namespace tributary::mapping {

/// A table of login keys. Whose key a row is says `user`, a column of this table; or of `via`, where each row says of
/// one key and one user that they belong together.
struct KeysTable {
    model::Table const *table = nullptr;
    std::string user;
    model::Table const *via = nullptr; ///< null: `table` itself
    std::string link;                  ///< column of `via` that refers to the key
    std::string id;                    ///< column of `table` that `link` refers to
    model::Table const &owners() const { return via == nullptr ? *table : *via; } ///< the one with the column `user`
};

/// The plan's [users], settled on what one source's catalogue has.
struct UsersTable {
    model::Table const *table = nullptr;
    std::string id;
    std::vector<KeysTable> keys; ///< in the plan's order
};

/// Throws model::Error 78 that points into the plan where it names a table or column that the source does not have.
/// The result points into `schema`.
UsersTable users_table(plan::Plan const &plan, std::string const &source, model::Schema const &schema);

} // namespace tributary::mapping
