#include "merge/staging/books.hpp"

namespace tributary::staging {

void write_books(Staging const &staging, std::set<std::int64_t> const &not_loaded)
{
    staging.database().execute(
        "INSERT INTO book (source, label, read, loaded, folded, left_out) "
        "SELECT t.source, t.label, t.rows, t.rows - d.folded - d.left_out, d.folded, d.left_out "
        "FROM staged_table AS t JOIN (SELECT id, count(table_id) FILTER (WHERE action = 'fold') AS folded, "
        "count(table_id) FILTER (WHERE action = 'leave_out') AS left_out "
        "FROM staged_table LEFT JOIN decision ON table_id = id AND action <> 'rename' GROUP BY id) AS d ON d.id = t.id");
    for (auto const table : not_loaded) {
        staging.database().execute(
            "UPDATE book SET loaded = 0, folded = 0, left_out = read WHERE (source, label) = (SELECT source, label FROM staged_table WHERE id = " +
            std::to_string(table) + ")");
    }
}

std::vector<Book> books(Staging const &staging)
{
    auto rows = staging.database().prepare(
        "SELECT s.name, b.source, b.label, b.read, b.loaded, b.folded, b.left_out FROM book AS b "
        "JOIN source AS s ON s.id = b.source ORDER BY b.source, b.label");
    std::vector<Book> result;
    while (rows.step()) {
        result.push_back({rows.text(0), static_cast<std::uint32_t>(rows.integer(1)), rows.text(2), rows.integer(3),
                          rows.integer(4), rows.integer(5), rows.integer(6)});
    }
    return result;
}

} // namespace tributary::staging
