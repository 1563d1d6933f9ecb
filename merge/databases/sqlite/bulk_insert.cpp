#include "merge/databases/sqlite/bulk_insert.hpp"

#include <algorithm>
#include <utility>

namespace tributary::databases::sqlite {
namespace {

// More rows a statement gain nothing, and SQLite takes 32766 values at most.
constexpr std::size_t enough_rows = 32;
constexpr std::size_t enough_values = 2000;
constexpr std::size_t enough_bytes = 1U << 20U;

} // namespace

BulkInsert::BulkInsert(Database const &database, std::string into, std::size_t columns)
    : m_database(database), m_into(std::move(into)), m_columns(columns),
      m_most_rows(std::clamp<std::size_t>(enough_values / columns, 1, enough_rows))
{
    m_waiting.reserve(columns * m_most_rows);
}

void BulkInsert::add(model::Row row)
{
    for (auto const &cell : row) {
        m_waiting.push_back(cell);
        m_bytes += cell.bytes;
    }
    if (m_waiting.size() == m_columns * m_most_rows) {
        if (!m_full) {
            m_full.emplace(prepare(m_most_rows));
        }
        write(*m_full);
    } else if (m_bytes.size() > enough_bytes) {
        finish();
    }
}

void BulkInsert::finish()
{
    if (!m_waiting.empty()) {
        auto rest = prepare(m_waiting.size() / m_columns);
        write(rest);
    }
}

Statement BulkInsert::prepare(std::size_t rows) const
{
    std::string row;
    for (std::size_t i = 0; i < m_columns; ++i) {
        row += i == 0 ? "(?" : ", ?";
    }
    std::string all;
    for (std::size_t i = 0; i < rows; ++i) {
        all += (i == 0 ? " VALUES " : ", ") + row + ")";
    }
    return m_database.prepare(m_into + all);
}

void BulkInsert::write(Statement &statement)
{
    std::size_t begin = 0;
    int position = 0;
    for (auto cell : m_waiting) {
        cell.bytes = std::string_view(m_bytes).substr(begin, cell.bytes.size());
        begin += cell.bytes.size();
        statement.bind(++position, cell);
    }
    statement.run();
    m_waiting.clear();
    m_bytes.clear();
    if (m_bytes.capacity() > 2 * enough_bytes) {
        m_bytes = {};
    }
}

} // namespace tributary::databases::sqlite
