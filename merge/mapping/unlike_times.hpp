#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/times.hpp"
#include "merge/staging/staging.hpp"

#include <map>
#include <string>
#include <vector>

namespace tributary::mapping {

/// Columns whose times the sources write in different forms: with a time zone and without, in seconds and in
/// milliseconds.
struct UnlikeTimes {
    std::map<std::string, model::TimeForm> forms; ///< by source
    std::vector<model::KeyColumn> columns;        ///< by table and column
};

/// Columns of texts and integers, each with its sources' forms, those of the same forms together. The first values
/// decide, what the plan's `set` computes included: nine of ten have one form, and three of them at least. Columns that
/// refer to rows or number them are left out, and so are those that the target gives a type of times, where they are
/// compared as such.
///
/// Bounded: 256 rows of each table and source.
std::vector<UnlikeTimes> unlike_times(staging::Staging const &staging, model::Mapping const &mapping);

} // namespace tributary::mapping
