#pragma once

#include "merge/staging/counters.hpp"

#include <string>

namespace tributary::computed {

/// Whether the values of all sources prove that the column is what the measure says: of few equal numbers, or where all
/// are the same, the name has to say it too. Of conditions and sums many are tried, and one may agree by chance.
bool is_proven(std::string const &column, staging::Relation const &relation, staging::Measure const &measure,
               staging::Agreement const &all);

/// What another source shows as well.
void add(staging::Agreement &all, staging::Agreement const &one);

} // namespace tributary::computed
