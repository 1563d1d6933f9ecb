#include "merge/encodings/text_reader.hpp"

#include "merge/model/error.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace tributary::encodings {
namespace {

bool is_utf8(Encoding const *encoding) { return encoding == nullptr || encoding->name == "UTF8"; }

std::string shown(model::Cell const &cell)
{
    return cell.type == model::Cell::Type::integer ? std::to_string(cell.integer) : std::string(cell.bytes);
}

std::string hexadecimal(char byte)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    auto const value = static_cast<std::uint8_t>(byte);
    return {'0', 'x', digits[value >> 4U], digits[value & 15U]};
}

} // namespace

TextReader::TextReader(std::string what, std::string const &encoding, model::Table const &table,
                       std::span<model::Column const> columns)
    : m_what(std::move(what)), m_encoding(encoding.empty() ? nullptr : find_encoding(encoding)), m_table(table),
      m_columns(columns), m_texts(columns.size())
{
    if (!is_utf8(m_encoding) && !m_encoding->converter.empty()) {
        m_decoder.emplace(*m_encoding);
    }
}

model::Row TextReader::read(model::Row row)
{
    ++m_rows;
    if (!m_decoder && !is_utf8(m_encoding)) {
        return row; // SQL_ASCII: as they are
    }
    m_cells.assign(row.begin(), row.end());
    for (std::size_t i = 0; i < m_cells.size(); ++i) {
        auto &cell = m_cells[i];
        if (cell.type != model::Cell::Type::text) {
            continue;
        }
        if (!m_decoder) {
            if (not_utf8(cell.bytes) != std::string_view::npos) {
                refuse(i);
            }
        } else if (std::any_of(cell.bytes.begin(), cell.bytes.end(), [](char c) { return (c & 0x80) != 0; })) {
            auto text = m_decoder->decoded(cell.bytes);
            if (!text) {
                refuse(i);
            }
            m_texts[i] = std::move(*text);
            cell.bytes = m_texts[i];
        }
    }
    return m_cells;
}

void TextReader::refuse(std::size_t column) const
{
    auto const &bytes = m_cells[column].bytes;
    auto const at = m_decoder ? std::string_view::npos : not_utf8(bytes);
    auto const byte = at == std::string_view::npos ? "" : " (byte " + hexadecimal(bytes[at]) + ")";
    auto const name = std::string(m_encoding == nullptr ? "UTF8" : m_encoding->name);
    auto const place = column < m_columns.size() ? " column \"" + m_columns[column].name + "\"" : "";
    throw model::Error(
        model::Exit::data,
        m_what + ": table \"" + m_table.label + "\":" + place + " holds a text that is not " + name + byte +
            " in row " + row_shown(),
        m_encoding == nullptr
            ? "fix the text in the source, or say how its texts are to be read: encoding = \"LATIN1\" below [[source]]"
            : "fix the text in the source, or name another `encoding` below [[source]]");
}

/// By its key, where that is read; else by its number.
std::string TextReader::row_shown() const
{
    auto number = std::to_string(m_rows) + " as they are read";
    auto const *const key = model::primary_key(m_table);
    if (key == nullptr) {
        return number;
    }
    std::string result;
    for (auto const &name : key->columns) {
        auto const found =
            std::find_if(m_columns.begin(), m_columns.end(), [&](auto const &column) { return column.name == name; });
        auto const place = static_cast<std::size_t>(found - m_columns.begin());
        if (found == m_columns.end() || place >= m_cells.size()) {
            return number;
        }
        result += (result.empty() ? "" : ", ") + name + " = " + shown(m_cells[place]);
    }
    return result;
}

} // namespace tributary::encodings
