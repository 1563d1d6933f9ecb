#include "merge/databases/postgres/copy.hpp"

#include "merge/databases/postgres/copy_line.hpp"
#include "merge/databases/postgres/session.hpp"
#include "merge/model/characters.hpp"
#include "merge/model/words.hpp"

#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>
#include <vector>

namespace tributary::databases::postgres {
namespace {

struct Clear {
    void operator()(PGresult *result) const { PQclear(result); }
};
using Result = std::unique_ptr<PGresult, Clear>;

struct FreeMemory {
    void operator()(char *memory) const { PQfreemem(memory); }
};
using CopiedLine = std::unique_ptr<char, FreeMemory>;

constexpr auto escapes = [] {
    std::array<char, 256> table{};
    table['\\'] = '\\';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['\b'] = 'b';
    table['\f'] = 'f';
    table['\v'] = 'v';
    return table;
}();

template <typename Number> void append_number(std::string &buffer, Number value)
{
    std::array<char, 32> digits{};
    auto const [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    buffer.append(digits.data(), error == std::errc() ? static_cast<std::size_t>(end - digits.data()) : 0);
}

void append_escaped(std::string &buffer, std::string_view text)
{
    std::size_t plain_from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (char const escape = escapes[static_cast<unsigned char>(text[i])]; escape != 0) {
            buffer.append(text, plain_from, i - plain_from);
            buffer += '\\';
            buffer += escape;
            plain_from = i + 1;
        }
    }
    buffer.append(text, plain_from);
}

void append_hex(std::string &buffer, std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    buffer += "\\\\x";
    for (auto const byte : bytes) {
        buffer += digits[static_cast<unsigned char>(byte) >> 4U];
        buffer += digits[static_cast<unsigned char>(byte) & 15U];
    }
}

} // namespace

void copy_out(PGconn *connection, std::string const &what, std::string const &select,
              std::span<model::Column const> columns, model::RowSink const &sink, Texts texts)
{
    auto const *const options = texts == Texts::stored ? " (ENCODING 'SQL_ASCII')" : "";
    Result const begun(PQexec(connection, ("COPY (" + select + ") TO STDOUT" + options).c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_OUT) {
        throw refusal(begun.get(), connection, what);
    }
    std::vector<model::Cell> cells(columns.size());
    char *raw = nullptr;
    int size = 0;
    while ((size = PQgetCopyData(connection, &raw, 0)) > 0) {
        CopiedLine const line(raw);
        read_copy_line(raw, static_cast<std::size_t>(size - 1), columns, cells); // without the line end
        sink(cells);
    }
    std::optional<model::Error> failure;
    if (size == -2) {
        failure = refusal(nullptr, connection, what);
    }
    while (Result const rest{PQgetResult(connection)}) {
        if (PQresultStatus(rest.get()) != PGRES_COMMAND_OK) {
            failure = refusal(rest.get(), connection, what); // it knows its SQLSTATE
        }
    }
    if (failure) {
        throw model::Error(failure->exit, failure->what(),
                           failure->next_step.empty() ? "nothing was changed; run this again" : failure->next_step);
    }
}

void append_copy_text(std::string &buffer, model::Cell const &cell)
{
    switch (cell.type) {
    case model::Cell::Type::null: buffer += "\\N"; break;
    case model::Cell::Type::integer: append_number(buffer, cell.integer); break;
    case model::Cell::Type::real: append_number(buffer, cell.real); break;
    case model::Cell::Type::text: append_escaped(buffer, cell.bytes); break;
    case model::Cell::Type::blob: append_hex(buffer, cell.bytes); break;
    }
}

namespace {

/// The types of the table's columns, those of domains beneath them. Nothing where one of them is better sent as text.
std::vector<BinaryType> binary_types(PGconn *connection, std::string const &what, std::string const &table,
                                     std::string const &columns)
{
    Result const described(PQexec(connection, ("SELECT " + columns + " FROM " + table + " LIMIT 0").c_str()));
    if (PQresultStatus(described.get()) != PGRES_TUPLES_OK) {
        throw refusal(described.get(), connection, what);
    }
    std::vector<BinaryType> types;
    for (int i = 0; i < PQnfields(described.get()); ++i) {
        auto const type = binary_type(PQftype(described.get(), i));
        if (!type) {
            return {};
        }
        types.push_back(*type);
    }
    return types;
}

} // namespace

CopyIn::CopyIn(PGconn *connection, std::string what, std::string const &table, std::span<model::Column const> columns)
    : m_connection(connection), m_what(std::move(what)), m_target(table)
{
    std::string list;
    for (auto const &column : columns) {
        list += (list.empty() ? "" : ", ") + model::sql_name(column.name);
        m_names.push_back(column.name);
        m_takes_bytes.push_back(column.type == "bytea");
        m_max_lengths.push_back(model::is_padded(column) ? 0 : static_cast<std::size_t>(column.max_length));
    }
    if (!columns.empty()) {
        m_target += " (" + list + ")";
        m_types = binary_types(connection, m_what, table, list);
    }
    begin();
}

CopyIn::~CopyIn()
{
    if (m_open) {
        PQputCopyEnd(m_connection, "given up");
        while (Result const rest{PQgetResult(m_connection)}) {
        }
    }
}

void CopyIn::begin()
{
    auto const *const format = m_types.empty() ? "" : " (FORMAT binary)";
    Result const begun(PQexec(m_connection, ("COPY " + m_target + " FROM STDIN" + format).c_str()));
    if (PQresultStatus(begun.get()) != PGRES_COPY_IN) {
        throw refusal(begun.get(), m_connection, m_what);
    }
    m_open = true;
    m_first = m_rows;
    if (!m_types.empty()) {
        append_binary_header(m_buffer);
    }
}

void CopyIn::begin_text()
{
    end();
    m_types.clear();
    begin();
}

void CopyIn::check(std::size_t column, model::Cell const &cell) const
{
    auto const refuse = [&](std::string const &why) {
        throw RowRefused(m_rows, "column \"" + m_names[column] + "\" " + why);
    };
    if (cell.type == model::Cell::Type::text && cell.bytes.find('\0') != std::string_view::npos) {
        refuse("holds a NUL character, which PostgreSQL text does not allow");
    }
    if (cell.type == model::Cell::Type::blob && !m_takes_bytes[column]) {
        refuse("holds a BLOB, and the target's column is not a bytea");
    }
    auto const most = m_max_lengths[column];
    auto const cut = most > 0 && cell.type == model::Cell::Type::text && cell.bytes.size() > most &&
                     cell.bytes.ends_with(' ') && model::characters(cell.bytes) > most;
    if (cut) {
        refuse("has room for " + model::counted(most, "character", "characters") +
               ", and PostgreSQL would silently cut trailing blanks off the value");
    }
}

/// False, and nothing is appended, if a value has to be sent as text.
bool CopyIn::append_binary(model::Row row)
{
    auto const before = m_buffer.size();
    append_binary_row(m_buffer, row.size());
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (!append_copy_binary(m_buffer, m_types[i], row[i])) {
            m_buffer.resize(before);
            return false;
        }
    }
    return true;
}

void CopyIn::append_text(model::Row row)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0) {
            m_buffer += '\t';
        }
        append_copy_text(m_buffer, row[i]);
    }
    m_buffer += '\n';
}

void CopyIn::write(model::Row row)
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        check(i, row[i]);
    }
    if (!m_types.empty() && !append_binary(row)) {
        begin_text();
    }
    if (m_types.empty()) {
        append_text(row);
    }
    ++m_rows;
    if (m_buffer.size() >= 65536) {
        send();
    }
}

void CopyIn::send()
{
    if (!m_buffer.empty() && PQputCopyData(m_connection, m_buffer.data(), static_cast<int>(m_buffer.size())) != 1) {
        throw refusal(nullptr, m_connection, m_what);
    }
    m_buffer.clear();
}

void CopyIn::refused(std::string const &message) const
{
    // "CONTEXT:  COPY posts, line 12, column created_at: …" counts lines from 1, and rows in binary format, where no
    // value follows; a type may put a line of its own before it
    std::int64_t line = 0;
    auto const place = std::min(message.find("CONTEXT:  COPY "), message.find("\nCOPY "));
    auto const copy = place == std::string::npos ? "" : message.substr(place);
    if (auto const at = copy.find(", line "); at != std::string::npos) {
        std::from_chars(copy.data() + at + 7, copy.data() + copy.size(), line);
    }
    auto sentence = one_sentence(message);
    if (auto const column = copy.find(", column "); column != std::string::npos) {
        auto const start = column + 2;
        sentence += " (" + copy.substr(start, copy.find_first_of(":\n", start) - start) + ")";
    }
    if (line == 0) {
        throw model::Error(model::Exit::data, m_what + ": " + sentence);
    }
    throw RowRefused(m_first + line - 1, sentence);
}

std::int64_t CopyIn::finish()
{
    end();
    return m_taken;
}

/// Of this COPY.
void CopyIn::end()
{
    if (!m_types.empty()) {
        append_binary_trailer(m_buffer);
    }
    send();
    m_open = false;
    if (PQputCopyEnd(m_connection, nullptr) != 1) {
        throw refusal(nullptr, m_connection, m_what);
    }
    std::int64_t taken = 0;
    std::string failure;
    std::optional<model::Error> condition; // the server's
    while (Result const rest{PQgetResult(m_connection)}) {
        if (PQresultStatus(rest.get()) != PGRES_COMMAND_OK) {
            failure = PQresultErrorMessage(rest.get());
            if (is_servers_condition(sqlstate_of(rest.get(), m_connection))) {
                condition = refusal(rest.get(), m_connection, m_what);
            }
        } else {
            auto const *const count = PQcmdTuples(rest.get());
            std::from_chars(count, count + std::strlen(count), taken);
        }
    }
    if (condition) {
        throw model::Error(*condition);
    }
    if (!failure.empty()) {
        refused(failure);
    }
    m_taken += taken;
}

} // namespace tributary::databases::postgres
