#pragma once

#include "merge/databases/target.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace tributary::target {

/// The columns of these that the source fills, in their order.
std::vector<std::string> filled_columns(model::MappedSource const &source, std::vector<std::string> const &columns);

/// Writes rows of one source into a table that Target::scratch_table() has made. `select`, over the staging file, gives
/// the number of each row and the values of `filled`; `place` is that of the source in `table.sources`. Throws
/// model::Error 65 that names the row, with `next_step`, for a value that its column does not take. Rows that `takes`
/// does not admit are passed over.
void write_scratch(databases::Target &target, model::Table const &scratch, staging::Staging const &staging,
                   model::MappedTable const &table, std::size_t place, std::vector<std::string> const &filled,
                   std::string const &select, std::string const &next_step,
                   std::function<bool(std::int64_t row)> const &takes = {});

} // namespace tributary::target
