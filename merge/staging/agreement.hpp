#pragma once

#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>

namespace tributary::staging {

/// A table of two sources, as staged, and the column in which rows are paired.
struct PairedRows {
    std::string first;
    std::string first_key;
    std::string second;
    std::string second_key;
};

struct PairedTexts {
    std::int64_t pairs = 0;
    std::int64_t agreeing = 0; ///< pairs
    std::int64_t texts = 0;    ///< different ones in which they agree
};

/// How many rows of the two tables have the same text in the key, and how many of these agree in another column too,
/// where that is not NULL and not empty. Case does not count. O(n log n).
PairedTexts agreement(Staging const &staging, PairedRows const &rows, std::string const &first,
                      std::string const &second);

} // namespace tributary::staging
