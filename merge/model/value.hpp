#pragma once

#include "merge/model/cell.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string>

namespace tributary::model {

/// A cell that owns its bytes, and knows whose it is.
struct Value {
    Cell::Type type = Cell::Type::null;
    std::int64_t integer = 0;
    double real = 0;
    std::string bytes;        ///< of text and blob
    std::uint32_t source = 0; ///< whose row has it

    bool is_null() const { return type == Cell::Type::null; }
};

inline Value value_of(Cell const &cell, std::uint32_t source)
{
    return {cell.type, cell.integer, cell.real, std::string(cell.bytes), source};
}

inline Cell cell_of(Value const &value) { return {value.type, value.integer, value.real, value.bytes}; }

/// The same value, whosever it is.
inline bool same(Value const &a, Value const &b)
{
    return a.type == b.type && a.integer == b.integer && a.real == b.real && a.bytes == b.bytes;
}

/// What booleans are written as, in lower case.
inline constexpr std::array words_for_true{"t", "true", "y", "yes", "on", "1"};
inline constexpr std::array words_for_false{"f", "false", "n", "no", "off", "0"};

/// What a boolean says, however it is written: t, true, yes, y, on, 1 and their opposites in any case, as PostgreSQL
/// reads them. Nothing for NULL and everything else.
std::optional<bool> truth(Cell const &cell);

/// What a survivorship rule may know beside the values.
struct SurvivorshipContext {
    bool boolean = false;         ///< the target's column is a boolean
    bool number = false;          ///< the target's column is a number, whatever it travels as
    bool floating = false;        ///< one that is rounded to binary digits
    std::int64_t max_integer = 0; ///< the greatest value an integer column can hold; 0: not an integer column
    std::uint32_t source = 0;     ///< the one that the plan names
};

} // namespace tributary::model
