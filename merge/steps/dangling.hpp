#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

namespace tributary::steps {

/// Lists as conflicts the references that lead nowhere: a value, and no row that bears it. Keys that a PostgreSQL
/// source vouches for are not looked at again.
void find_dangling(staging::Staging const &staging, model::Mapping const &mapping);

} // namespace tributary::steps
