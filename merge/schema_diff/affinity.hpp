#pragma once

#include "merge/model/schema.hpp"

#include <string_view>

/// What SQLite's columns make of values. Its own tables hold numbers already where they are declared so.
namespace tributary::schema_diff {

/// True if `to`, a column of SQLite, makes numbers of texts that look like one, and the source's column keeps texts.
bool turns_into_number(model::Column const &from, model::Column const &to);

/// True if `to`, a column of SQLite, makes floating-point numbers of whole ones, and the source's column keeps those.
bool loses_digits(model::Column const &from, model::Column const &to);

/// False if a column that makes numbers of texts takes the text for a number that it then writes otherwise: 05,
/// +5, 1.50, 1e3, or one of more digits than a number has room for. 5 counts as the same in a column of REAL, which
/// writes 5.0.
bool reads_back(std::string_view text, bool real);

} // namespace tributary::schema_diff
