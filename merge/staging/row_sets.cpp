#include "merge/staging/row_sets.hpp"

#include <cstring>

namespace tributary::staging {
namespace {

databases::sqlite::Database temporary_database()
{
    databases::sqlite::Database database("", databases::sqlite::Open::create); // SQLite's name for a file that vanishes
    database.execute("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; "
                     "CREATE TABLE row (side INTEGER, key TEXT, low INTEGER, high INTEGER); BEGIN");
    return database;
}

} // namespace

RowSets::RowSets() : m_database(temporary_database()), m_insert(m_database, "INSERT INTO row (side, key, low, high)", 4)
{
}

void RowSets::add(std::int64_t side, std::string const &key, model::Row row)
{
    auto const hash = hash_row(row, m_buffer);
    using model::Cell;
    m_insert.add({Cell::of(side), Cell::of(std::string_view(key)), Cell::of(static_cast<std::int64_t>(hash.low)),
                  Cell::of(static_cast<std::int64_t>(hash.high))});
}

std::vector<std::pair<std::string, std::string>> RowSets::differences(std::size_t limit)
{
    m_insert.finish();
    auto rows = m_database.prepare(
        "SELECT key, CASE WHEN sum(wanted) = 0 THEN 'unexpected' WHEN sum(there) = 0 THEN 'missing' ELSE 'differs' END FROM "
        "(SELECT key, low, high, sum(side = 0) AS wanted, sum(side = 1) AS there FROM row GROUP BY key, low, high) "
        "GROUP BY key HAVING sum(wanted <> there) > 0 ORDER BY key LIMIT ?1");
    rows.bind(1, static_cast<std::int64_t>(limit));
    std::vector<std::pair<std::string, std::string>> result;
    while (rows.step()) {
        result.emplace_back(rows.text(0), rows.text(1));
    }
    return result;
}

} // namespace tributary::staging
