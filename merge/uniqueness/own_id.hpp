#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <string>

namespace tributary::uniqueness {

/// The column of the primary key whose values say nothing of their rows: numbers that are dealt anew, uuids, texts that
/// nobody chose (by the first 256 rows of each source: 16 characters or more, with digits). Empty: there is none, and
/// rows with different keys (stages `new` and `lead`, numbers that the plan keeps) are different things.
std::string own_id(staging::Staging const &staging, model::MappedTable const &table);

} // namespace tributary::uniqueness
