#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/schema.hpp"

namespace tributary::model {

/// By its declared type, in any case; never for an integer.
bool is_time(Column const &column);

/// A value that says when something was, whatever its column's type: a text that begins with a date as ISO 8601 writes
/// it, or an integer of seconds, milliseconds or microseconds since 1970 that is between 2001 and 2096.
bool says_time(Cell const &cell);

/// How a value says when something was.
enum class TimeForm {
    none,    ///< it does not, or only on which day
    instant, ///< a text with a time zone
    clock,   ///< a text without one
    seconds, ///< since 1970
    milliseconds,
    microseconds,
};

TimeForm time_form(Cell const &cell);

} // namespace tributary::model
