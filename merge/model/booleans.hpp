#pragma once

#include "merge/model/schema.hpp"

#include <string>

namespace tributary::model {

/// By its declared type, in any case: SQLite keeps the name of a type as it was written.
bool is_boolean(Column const &column);

/// SQL of both engines that is true of a value, of whatever type, that says what truth() reads as true, or as false.
std::string says_true(std::string const &value);
std::string says_false(std::string const &value);

} // namespace tributary::model
