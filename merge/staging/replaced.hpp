#pragma once

#include "merge/model/mapping.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/staging.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace tributary::staging {

/// Values of sources that expressions of the plan replace (table replaced). The table has their number and the SQL
/// that finds them, and not the values: there may be one in each row.

/// SQL: true where the expression gives another value than the source has, NULL counting as one.
std::string is_replaced(model::MappedColumn const &column);

/// Counts them, in the rows that are not left out. One pass over each staged table in which there can be any.
void write_replaced(Staging const &staging, model::Mapping const &mapping, Exceptions const &exceptions);

struct ReplacedValue {
    std::string source;
    std::string label;
    std::string row_key; ///< as primary_key_in_sql() writes it
    std::string column;
    std::optional<std::string> old_value;
    std::optional<std::string> new_value; ///< as the expression gives it, references not yet rewritten
};
/// All of them, ordered by table, source, column and row key.
void for_each_replaced(Staging const &staging, std::function<void(ReplacedValue const &)> const &sink);
/// Those of one row of a source's table.
void for_each_replaced(Staging const &staging, std::int64_t source, std::string const &label, std::int64_t row,
                       std::function<void(ReplacedValue const &)> const &sink);

} // namespace tributary::staging
