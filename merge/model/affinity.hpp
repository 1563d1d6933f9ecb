#pragma once

#include "merge/model/schema.hpp"

#include <cstdint>

namespace tributary::model {

/// What an SQLite column makes of values ("Datatypes In SQLite", section 3.1).
enum class Affinity {
    blob,    ///< keeps all
    text,    ///< makes texts of numbers
    integer, ///< makes numbers of texts that look like one
    real,    ///< as `integer`, and makes floating-point numbers of whole ones
    numeric, ///< as `integer`
};

/// By the declared type.
Affinity affinity_of(Column const &column);

/// Up to here, in both directions, every whole number is a floating-point number, too.
inline constexpr std::int64_t greatest_whole_real = std::int64_t{1} << 53;

} // namespace tributary::model
