#pragma once

#include <cstdint>

namespace tributary::model {

/// The block of new ids that a source's table gets: new id = old id + offset.
struct IdRange {
    std::int64_t offset = 0;
    std::int64_t first = 0;    ///< smallest new id; last + 1 where no id is in use
    std::int64_t last = 0;     ///< greatest new id in use or handed out
    std::int64_t headroom = 0; ///< ids left free after `last`, for rows written after the snapshot
};

} // namespace tributary::model
