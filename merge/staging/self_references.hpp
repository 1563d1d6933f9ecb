#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tributary::staging {

/// Columns of one row that say which row is meant, and others of it that say the same of another, or of the row itself.
/// Both under the target's names, of the same number, and filled by the source.
struct SelfPair {
    std::vector<std::string> first;
    std::vector<std::string> second;
    std::string condition; ///< SQL over the staged row; empty: every row

    bool operator==(SelfPair const &) const = default;
};

/// A row in which both sides of a pair mean the same row in the target, and did not in the source.
struct NewSelf {
    std::int64_t row = 0; ///< in the staged table
    std::string first;    ///< the values in the source, separated by commas
    std::string second;
    std::vector<model::Cell> values; ///< the first side in the source, column by column; valid during the call only
};

/// Rows that are loaded, in no order. One pass over the source's table. The sink may write decisions.
void for_each_new_self(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                       SelfPair const &pair, Exceptions const &exceptions,
                       std::function<void(NewSelf const &)> const &sink);

/// How often the two sides mean one row already in the source.
struct SelfCount {
    std::int64_t rows = 0;  ///< that have both sides
    std::int64_t equal = 0; ///< those in which they are equal
};

SelfCount count_selves(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                       SelfPair const &pair);

} // namespace tributary::staging
