#include "merge/mapping/id_ranges.hpp"

#include <algorithm>

namespace tributary::mapping {
namespace {

__extension__ using Wide = __int128; // sums of 64-bit ids do not fit into 64 bits

/// Smallest old id that needs room: below 1 the range must begin earlier.
Wide lowest(IdUse const &use) { return std::min<Wide>(use.least.value_or(1), 1); }

Wide highest(IdUse const &use)
{
    auto const in_use = std::max<Wide>(use.greatest.value_or(0), use.sequence.value_or(0));
    return std::max<Wide>(in_use, 0);
}

} // namespace

IdRanges id_ranges(std::span<IdUse const> uses, std::optional<std::int64_t> headroom, std::int64_t limit)
{
    Wide needed = 0;
    bool first = true;
    for (auto const &use : uses) {
        needed += highest(use) + (first ? 0 : 1 - lowest(use)); // the first source stays where it is
        first = false;
    }
    auto const count = static_cast<Wide>(std::max<std::size_t>(uses.size(), 1));
    auto const room = static_cast<Wide>(limit) - 1 - needed; // one number must be left for the next row
    auto const fitting = room < 0 ? std::optional<std::int64_t>{} : static_cast<std::int64_t>(room / count);
    auto const wanted = headroom.value_or(std::min(default_headroom, fitting.value_or(0)));
    if (!fitting || wanted > *fitting) {
        return {{}, NoRoom{fitting}};
    }

    IdRanges result;
    Wide end = 0; // last id of what came before, its headroom included
    for (auto const &use : uses) {
        auto const offset = result.ranges.empty() ? Wide{0} : end + 1 - lowest(use);
        IdRange range;
        range.offset = static_cast<std::int64_t>(offset);
        range.last = static_cast<std::int64_t>(offset + highest(use));
        range.first = use.least ? static_cast<std::int64_t>(offset + *use.least) : range.last + 1;
        range.headroom = wanted;
        end = static_cast<Wide>(range.last) + wanted;
        result.ranges.push_back(range);
    }
    return result;
}

} // namespace tributary::mapping
