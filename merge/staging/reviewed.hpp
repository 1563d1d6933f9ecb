#pragma once

#include "merge/model/facts.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>
#include <string>

/// What the last dry run of a staging file showed, and what it would show now: merges, renames, access, rows that fold
/// and rows that are left out; not what the rows hold.
namespace tributary::staging {

/// One line that only one of two dry runs shows.
struct ReviewDifference {
    bool is_new = false; ///< else the earlier one showed it, and it is no longer so
    std::string kind;    ///< merge, rename, access, fold, left out
    std::string what;
    std::int64_t rows = 1; ///< of rows without a key, which count together
};

/// A new snapshot is not a new review: what `earlier` showed goes over into `later`, which has shown nothing yet.
void keep_reviewed(Staging const &earlier, Staging const &later);

/// Passes on how the facts differ from what the last dry run showed, by kind and text; nothing if there was none
/// before. When `show` has shown all of it, the facts are put in its place. O(n log n) in the decisions, on disk.
void review(Staging const &staging, model::Facts const &facts,
            std::function<void(ReviewDifference const &)> const &sink, std::function<void()> const &show);

} // namespace tributary::staging
