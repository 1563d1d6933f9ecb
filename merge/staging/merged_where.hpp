#pragma once

#include "merge/model/mapping.hpp"
#include "merge/model/value.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tributary::staging {

// Conditions and expressions of the plan over a row as it will be in the target: under the table's name, with the
// target's columns and its ids, and with PostgreSQL's booleans as 1 and 0.

/// merged_select() with Origin::row, of the rows for which the condition is true; of all rows if it is empty.
std::string merged_where(model::MappedTable const &table, model::MappedSource const &source,
                         std::span<std::string const> columns, Exceptions const &exceptions,
                         std::string const &condition, Rows rows = Rows::merged);

/// What the expressions give for one row, each as the source would hold it in the column of the same position. The row
/// must be there and not be folded.
std::vector<model::Value> merged_expressions(Staging const &staging, model::MappedTable const &table,
                                             model::MappedSource const &source, std::int64_t row,
                                             std::span<std::string const> columns,
                                             std::span<std::string const> expressions, Exceptions const &exceptions);

/// Why this is not a deterministic expression over the table's rows: a sentence, or nullopt.
std::optional<std::string> merged_expression_problem(Staging const &staging, model::Table const &target,
                                                     std::string const &expression);

} // namespace tributary::staging
