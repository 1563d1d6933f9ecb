#pragma once

#include "merge/databases/sqlite/database.hpp"
#include "merge/model/error.hpp"

#include <string>

namespace tributary::databases::sqlite {

/// True if the condition of the file, its disk or the machine is the reason: no other row and no other statement would
/// have fared better.
bool is_files_condition(Failure const &failure);

/// What SQLite refused, COMMIT included, beginning with `what`, or with the folder of a temporary file that failed: 65
/// for a violated constraint or a value too large, 69 for a file that is not a database, 73 for a full disk and a file
/// that cannot be written, 75 for a file in use and for no memory, 2 otherwise; each with its next step.
model::Error refusal(Failure const &failure, std::string const &what);

} // namespace tributary::databases::sqlite
