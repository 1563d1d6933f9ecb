#pragma once

#include "merge/model/id_range.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace tributary::mapping {

/// The ids of one table's column in one source: those in use, and the last that its sequence handed out.
struct IdUse {
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> greatest;
    std::optional<std::int64_t> sequence;
};

using model::IdRange;

/// Why there are no ranges.
struct NoRoom {
    std::optional<std::int64_t> fitting_headroom; ///< the largest that would fit; none: not even 0
};

struct IdRanges {
    std::vector<IdRange> ranges; ///< one a source, in the same order; empty if there is no room
    std::optional<NoRoom> no_room;
};

/// Ranges that do not overlap, in the order of the sources. The first source keeps its ids. Each later one begins
/// `headroom` ids after the end of the one before, which is the greater of its highest id and its sequence's last
/// value.
///
/// `limit` is the greatest value that every column which holds these ids can take; the last range's headroom is below
/// it too. Without `headroom` it is 1000000, or as much as there is room for. No arithmetic overflows. O(n).
IdRanges id_ranges(std::span<IdUse const> uses, std::optional<std::int64_t> headroom, std::int64_t limit);

constexpr std::int64_t default_headroom = 1'000'000;

} // namespace tributary::mapping
