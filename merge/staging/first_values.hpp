#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/mapping.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::staging {

/// Passes on these columns of the first `limit` rows of a source's table, as staged. They must have a value
/// (MappedColumn::value).
void for_each_of_first_rows(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                            std::vector<model::MappedColumn const *> const &columns, std::int64_t limit,
                            model::RowSink const &sink);

} // namespace tributary::staging
