#pragma once

#include "merge/job/job.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace tributary::trial {

/// A staged row of one of a table's sources.
struct RowOfSource {
    std::size_t source = 0; ///< its place in MappedTable::sources
    std::int64_t row = 0;   ///< its number in staging

    auto operator<=>(RowOfSource const &) const = default;
};

/// All rows that one constraint of the target does not take.
struct RefusedRows {
    model::MappedTable const *table = nullptr;
    std::string constraint;           ///< the same from day to day: `posts.title NOT NULL`, `posts.price_is_positive`
    std::string rule;                 ///< in words: `"posts.title" takes no NULL in the target`
    std::vector<std::string> columns; ///< those that it is about
    std::vector<RowOfSource> rows;    ///< ascending; never empty
};

/// What the target requires of single rows and rows of the merge do not meet: NOT NULL, lengths, types, labels of
/// enums, domains, and CHECKs that the source does not guarantee. Reads only columns in which that is left open, and
/// opens the target only if there are any. After all is decided. While other questions are open, only values that the
/// merge does not change: the answers may change the others. Tables in the mapping's order.
///
/// CHECKs that the target cannot evaluate over these columns are left to the load, with a warning. Those that are NOT
/// VALID count where they are there before the rows.
std::vector<RefusedRows> find_refused_rows(job::Job const &job, staging::Staging const &staging,
                                           std::vector<staging::StagedSource> const &sources,
                                           model::Schema const &target, model::Mapping const &mapping);

} // namespace tributary::trial
