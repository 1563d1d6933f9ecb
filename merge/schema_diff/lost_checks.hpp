#pragma once

#include "merge/model/mapping.hpp"

#include <string>
#include <vector>

namespace tributary::schema_diff {

/// What a source says of each row of a table, and the target does not: a CHECK, that of a domain, or what a column is
/// generated from.
struct LostCheck {
    model::MappedTable const *table = nullptr;
    std::string source;
    std::string name;                 ///< `table.check`, as a waiver says it
    std::string definition;           ///< as the source prints it
    std::string condition;            ///< SQL over the row: not false
    std::vector<std::string> columns; ///< of the target, that the condition names
    bool computes = false;            ///< it is about a generated column, in rows of this source only
    std::string ddl;                  ///< what creates it in the target; empty where no statement does
};

/// `(price > 0)` of `CHECK (price > 0) NO INHERIT`.
std::string condition_of(std::string const &check);

/// Of each table all such conditions, each once, whichever sources have it. A CHECK without a name is called
/// `check_COLUMN`. Only of sources of the target's engine, and over columns that the target has. O(checks²).
std::vector<LostCheck> lost_checks(model::Mapping const &mapping);

} // namespace tributary::schema_diff
