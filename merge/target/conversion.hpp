#pragma once

#include "merge/model/cell.hpp"
#include "merge/model/mapping.hpp"

#include <string>
#include <vector>

namespace tributary::target {

/// What a value becomes where source and target have different engines. Within one engine only one thing is converted:
/// SQLite stores whole numbers, new ids among them, in REAL columns as floating-point numbers. One beyond 2^53 would
/// lose digits there and is refused.
///
/// SQLite to PostgreSQL: text in a bytea column is its own bytes. All else is left to the column's input function: 0
/// and 1 become boolean, a BLOB becomes bytea. PostgreSQL to SQLite: boolean becomes 1 and 0, bytea a BLOB, finite
/// floating-point numbers REAL. A numeric goes as text, which SQLite turns into a number by the column's affinity; one
/// of more than 15 digits that is not a 64-bit integer, or not up to 2^53 in a REAL column, would lose some and is
/// refused.
class Conversion {
public:
    Conversion(model::MappedTable const &table, model::MappedSource const &source,
               std::vector<std::string> const &columns, model::Engine from, model::Engine to);

    /// In place. Cells may then point into this object until the next call. Returns why the row cannot be loaded, or
    /// nothing.
    std::string apply(std::vector<model::Cell> &cells);

private:
    enum class Way {
        none,
        text_to_bytes,
        bytea_to_blob,
        boolean_to_integer,
        float_to_real,
        integer_to_real,
        numeric,
        numeric_to_real
    };
    static Way way_to_sqlite(std::string const &type, model::Column const &to);

    std::vector<Way> m_ways;
    std::vector<std::string> m_names;
    std::vector<std::string> m_bytes;
    bool m_needed = false;
};

} // namespace tributary::target
