#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/schema.hpp"

#include <cstddef>
#include <span>

namespace tributary::databases::postgres {

/// Splits a line of COPY's text format, without its line end, into a cell for each column: of Kind::integer columns as
/// integers where they are such, of all others as the server's text. Undoes the escapes in place, so the cells point
/// into the line. Columns that the line does not have are empty texts; what is more of it is passed over. O(n).
void read_copy_line(char *line, std::size_t size, std::span<model::Column const> columns, std::span<model::Cell> cells);

} // namespace tributary::databases::postgres
