#include "merge/target/conversion.hpp"

#include "merge/model/affinity.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace tributary::target {
namespace {

using model::Cell;

int hexadecimal(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

/// "\x00ff", as PostgreSQL prints a bytea.
std::string bytes_of(std::string_view text)
{
    std::string bytes;
    for (std::size_t i = 2; i + 1 < text.size(); i += 2) {
        bytes += static_cast<char>(hexadecimal(text[i]) * 16 + hexadecimal(text[i + 1]));
    }
    return bytes;
}

/// True if a floating-point number says the same.
bool is_whole_real(std::int64_t integer)
{
    return integer >= -model::greatest_whole_real && integer <= model::greatest_whole_real;
}

/// SQLite's numbers are 64-bit integers and doubles, of which 15 decimal digits survive.
bool survives(std::string_view number, bool real)
{
    std::int64_t integer = 0;
    auto const [end, error] = std::from_chars(number.data(), number.data() + number.size(), integer);
    if (error == std::errc() && end == number.data() + number.size()) {
        return !real || is_whole_real(integer);
    }
    auto digits = std::string(number);
    std::erase_if(digits, [](char c) { return c < '0' || c > '9'; });
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    return digits.size() <= 15 || number == "NaN" || number.ends_with("Infinity");
}

std::string digits_lost(std::string const &column, std::string_view number)
{
    return "column \"" + column + "\" holds " + std::string(number) + ", of which SQLite would lose digits";
}

} // namespace

Conversion::Conversion(model::MappedTable const &table, model::MappedSource const &source,
                       std::vector<std::string> const &columns, model::Engine from, model::Engine to)
    : m_ways(columns.size(), Way::none), m_names(columns), m_bytes(columns.size())
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        auto const *const own = model::find_column(*source.table, columns[i]);
        auto const &there = *model::find_column(table.target, columns[i]);
        switch (to) {
        case model::Engine::postgresql:
            m_ways[i] = from != to && there.type == "bytea" ? Way::text_to_bytes : Way::none;
            break;
        case model::Engine::sqlite:
            m_ways[i] = way_to_sqlite(from == to || own == nullptr ? "" : own->type, there);
            break;
        }
    }
    m_needed = std::any_of(m_ways.begin(), m_ways.end(), [](Way way) { return way != Way::none; });
}

/// What PostgreSQL printed of a column of this type; "" where SQLite holds the value already.
Conversion::Way Conversion::way_to_sqlite(std::string const &type, model::Column const &to)
{
    if (type == "bytea") {
        return Way::bytea_to_blob;
    }
    if (type == "boolean") {
        return Way::boolean_to_integer;
    }
    auto const affinity = model::affinity_of(to);
    if (affinity == model::Affinity::text || affinity == model::Affinity::blob) {
        return Way::none;
    }
    if (type == "real" || type == "double precision") {
        return Way::float_to_real;
    }
    auto const real = affinity == model::Affinity::real;
    if (type.starts_with("numeric")) {
        return real ? Way::numeric_to_real : Way::numeric;
    }
    return real ? Way::integer_to_real : Way::none;
}

std::string Conversion::apply(std::vector<Cell> &cells)
{
    for (std::size_t i = 0; m_needed && i < cells.size(); ++i) {
        auto &cell = cells[i];
        if (cell.type == Cell::Type::integer && m_ways[i] == Way::integer_to_real) {
            if (!is_whole_real(cell.integer)) {
                return digits_lost(m_names[i], std::to_string(cell.integer));
            }
            cell = {Cell::Type::real, 0, static_cast<double>(cell.integer), {}};
        }
        if (cell.type != Cell::Type::text) {
            continue;
        }
        switch (m_ways[i]) {
        case Way::integer_to_real:
        case Way::none: break;
        case Way::text_to_bytes: cell.type = Cell::Type::blob; break;
        case Way::bytea_to_blob:
            m_bytes[i] = bytes_of(cell.bytes);
            cell = {Cell::Type::blob, 0, 0, m_bytes[i]};
            break;
        case Way::boolean_to_integer: cell = Cell::of(std::int64_t{cell.bytes == "t"}); break;
        case Way::float_to_real: {
            double value = 0;
            auto const [end, error] = std::from_chars(cell.bytes.data(), cell.bytes.data() + cell.bytes.size(), value);
            if (error == std::errc() && std::isfinite(value)) {
                cell = {Cell::Type::real, 0, value, {}};
            }
            break;
        }
        case Way::numeric:
        case Way::numeric_to_real:
            if (!survives(cell.bytes, m_ways[i] == Way::numeric_to_real)) {
                return digits_lost(m_names[i], cell.bytes);
            }
            break;
        }
    }
    return {};
}

} // namespace tributary::target
