#pragma once

#include "merge/model/schema.hpp"

namespace tributary::model {

/// By its declared type, in any case: SQLite keeps the name of a type as it was written.
bool is_boolean(Column const &column);

} // namespace tributary::model
