#include "merge/staging/rewritten.hpp"

#include <array>

namespace tributary::staging {

void clear_rewritten(Staging const &staging, std::int64_t table)
{
    staging.database().prepare("DELETE FROM rewritten WHERE table_id = ?1").bind(1, table).run();
}

bool has_rewritten(Staging const &staging, std::int64_t table)
{
    return staging.database().prepare("SELECT 1 FROM rewritten WHERE table_id = ?1 LIMIT 1").bind(1, table).step();
}

RewrittenWriter::RewrittenWriter(Staging const &staging, std::int64_t table, std::string column)
    : m_table(table), m_column(std::move(column)),
      m_insert(staging.database().prepare(
          "INSERT OR IGNORE INTO rewritten (table_id, row, \"column\", value, rule, old, called) "
          "VALUES (?1, ?2, ?3, ?4, 'reference', ?5, ?6)"))
{
}

void RewrittenWriter::write(std::int64_t row, model::Cell const &value, std::string_view old, std::string_view row_key)
{
    m_insert.bind(1, m_table)
        .bind(2, row)
        .bind(3, std::string_view(m_column))
        .bind(4, value)
        .bind(5, old)
        .bind(6, row_key)
        .run();
}

void write_rewritten(Staging const &staging, RewrittenRows const &rows)
{
    staging.database().execute(
        "INSERT OR REPLACE INTO rewritten (table_id, row, \"column\", value, rule, old, called) SELECT " +
        std::to_string(rows.table) + ", " + rows.row + ", " + model::sql_literal(rows.column) + ", " + rows.value +
        ", " + model::sql_literal(rows.rule) + ", " + rows.old + ", " + rows.row_key + rows.from);
}

void add_rewritten(Staging const &staging, std::int64_t table, std::string_view rule, RowSetDigest &digest)
{
    auto rows = staging.database().prepare(
        "SELECT table_id, row, \"column\", value FROM rewritten WHERE table_id = ?1 AND rule = ?2");
    rows.bind(1, table).bind(2, rule);
    while (rows.step()) {
        digest.add(std::array{rows.cell(0), rows.cell(1), rows.cell(2), rows.cell(3)});
    }
}

} // namespace tributary::staging
