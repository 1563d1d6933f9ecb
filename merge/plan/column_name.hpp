#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tributary::plan {

/// `table.column` as the plan says it.
struct ColumnName {
    std::string table; ///< label: with its schema where several are read
    std::string column;

    bool operator==(ColumnName const &) const = default;
};

/// Reads `table.column` or `schema.table.column`; each part may be double-quoted as in SQL. Nothing if it is not so
/// written.
std::optional<ColumnName> read_column_name(std::string_view text);

/// The parts of a dotted name, read as above. Empty if it is not so written.
std::vector<std::string> dotted_parts(std::string_view text);

} // namespace tributary::plan
