#pragma once

#include "merge/databases/postgres/copy_binary.hpp"
#include "merge/databases/target.hpp"
#include "merge/model/cell.hpp"
#include "merge/model/schema.hpp"

#include <libpq-fe.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tributary::databases::postgres {

/// COPY … TO STDOUT in text format. Cells of Kind::integer columns arrive as integers, all others as the server's text.
/// Memory is one row. Throws model::Error, beginning with `what`, if the server ends it early.
///
/// With Texts::stored they come as they lie in a database whose encoding is SQL_ASCII, whatever bytes these are.
enum class Texts { converted, stored };
void copy_out(PGconn *connection, std::string const &what, std::string const &select,
              std::span<model::Column const> columns, model::RowSink const &sink, Texts texts = Texts::converted);

/// Appends one value as COPY's text format writes it (PostgreSQL documentation, COPY, "Text Format").
void append_copy_text(std::string &buffer, model::Cell const &cell);

/// COPY … FROM STDIN, in chunks of 64 kB. A text of which PostgreSQL would cut blanks, as varchar(n) has no room for
/// them, is refused.
///
/// In binary format where all columns are of types that cost the server less so; from the first value on that is not
/// written as the server writes its type, in a second COPY in text format, so that what it means, or what is wrong with
/// it, is for the server to say.
class CopyIn : public RowWriter {
public:
    /// Of `columns` count name, type (only a bytea takes a BLOB) and length.
    CopyIn(PGconn *connection, std::string what, std::string const &table, std::span<model::Column const> columns);
    CopyIn(CopyIn const &) = delete;
    CopyIn &operator=(CopyIn const &) = delete;
    ~CopyIn() override;

    void write(model::Row row) override;
    std::int64_t finish() override;

private:
    void begin();
    void send();
    void end();
    void begin_text();
    bool append_binary(model::Row row);
    void append_text(model::Row row);
    void check(std::size_t column, model::Cell const &cell) const;
    [[noreturn]] void refused(std::string const &message) const;

    PGconn *m_connection;
    std::string m_what;
    std::vector<std::string> m_names;
    std::vector<bool> m_takes_bytes;
    std::vector<std::size_t> m_max_lengths; ///< in characters; 0: no limit, or one of padded values
    std::string m_target;                   ///< the table, with the columns
    std::vector<BinaryType> m_types;        ///< of the columns; empty: in text format
    std::string m_buffer;
    std::int64_t m_rows = 0;
    std::int64_t m_first = 0; ///< the row that this COPY began with
    std::int64_t m_taken = 0;
    bool m_open = false;
};

} // namespace tributary::databases::postgres
