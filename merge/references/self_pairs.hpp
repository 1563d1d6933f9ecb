#pragma once

#include "merge/model/mapping.hpp"
#include "merge/plan/plan.hpp"
#include "merge/staging/self_references.hpp"

#include <string>
#include <vector>

namespace tributary::references {

/// Two references of one row to one table, or a reference to the row's own table and the row's key.
struct Pair {
    staging::SelfPair columns;
    std::string table;                  ///< that both sides refer to
    bool to_own_row = false;            ///< the second side is the row's own key
    std::vector<std::string> clearable; ///< of the first side: where they are NULL, the row refers to no row of its own
};

/// True if the source fills all of these columns, and the plan does not compute them from the merged rows.
bool all_filled(plan::Plan const &plan, model::MappedTable const &table, model::MappedSource const &source,
                std::vector<std::string> const &columns);

/// All pairs of one source's table, by foreign keys and as the plan declares.
std::vector<Pair> pairs(plan::Plan const &plan, model::MappedTable const &table, model::MappedSource const &source);

} // namespace tributary::references
