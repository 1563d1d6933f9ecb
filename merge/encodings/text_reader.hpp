#pragma once

#include "merge/encodings/encodings.hpp"
#include "merge/model/cell.hpp"
#include "merge/model/schema.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace tributary::encodings {

/// The texts of one table of a source on their way: UTF-8 from here on.
class TextReader {
public:
    /// `what` is how messages name the source. `encoding` is a name that find_encoding() knows; empty: UTF8.
    TextReader(std::string what, std::string const &encoding, model::Table const &table,
               std::span<model::Column const> columns);

    /// The row with each text in UTF-8: valid until the next call, and as long as `row` is.
    ///
    /// Throws model::Error 65 for bytes that have no meaning, with the column, the row, and what to do.
    model::Row read(model::Row row);

private:
    [[noreturn]] void refuse(std::size_t column) const;
    std::string row_shown() const;

    std::string m_what;
    Encoding const *m_encoding;       ///< null: UTF8, as nothing else was said
    std::optional<Decoder> m_decoder; ///< none: what is read has to be UTF-8 already
    model::Table const &m_table;
    std::span<model::Column const> m_columns;
    std::vector<model::Cell> m_cells;
    std::vector<std::string> m_texts;
    std::int64_t m_rows = 0;
};

} // namespace tributary::encodings
