#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>

namespace tributary::model {

/// One value on its way from a source to the target. It owns nothing: `bytes` is valid only until the next row.
///
/// PostgreSQL's integers travel as `integer`, everything else of it as `text`, exactly as the server prints it.
/// SQLite's values travel as they are stored.
struct Cell {
    enum class Type : std::uint8_t { null, integer, real, text, blob };

    Type type = Type::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string_view bytes; ///< of text and blob

    static Cell of(std::int64_t value) { return {Type::integer, value, 0, {}}; }
    static Cell of(std::string_view value) { return {Type::text, 0, 0, value}; }
};

/// A row of cells, in the order of the columns that were asked for. Valid only during the call that hands it over.
using Row = std::span<Cell const>;
using RowSink = std::function<void(Row)>;

} // namespace tributary::model
