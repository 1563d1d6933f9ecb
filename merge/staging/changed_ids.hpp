#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tributary::staging {

/// A column of a source's table in which ids of one other table are looked for.
struct IdSearch {
    std::string value;         ///< SQL over the staged row
    std::int64_t key = 0;      ///< the key column, by its number in Exceptions::keys
    std::int64_t shortest = 0; ///< a value with fewer characters does not count
};

struct IdsFound {
    std::int64_t values = 0;  ///< that are not NULL
    std::int64_t changed = 0; ///< for which the crosswalk has another id
};

/// What was found in each of them, in one pass over the table; rows that are left out do not count.
std::vector<IdsFound> find_changed_ids(Staging const &staging, model::MappedTable const &table,
                                       model::MappedSource const &source, std::span<IdSearch const> searches,
                                       Exceptions const &exceptions);

} // namespace tributary::staging
