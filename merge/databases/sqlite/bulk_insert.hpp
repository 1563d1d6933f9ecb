#pragma once

#include "merge/databases/sqlite/database.hpp"
#include "merge/model/cell.hpp"

#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

namespace tributary::databases::sqlite {

/// Inserts rows into one table, some dozens with each statement: to SQLite a statement costs more than a row. A million
/// rows of six values took 6.3 s with a statement each and 1.6 s with 20 rows a statement.
///
/// Rows are in the table after finish(), and not before: those that are left when the scope ends are dropped with it.
/// At most a megabyte waits, beside the last row.
class BulkInsert {
public:
    /// `into` is the statement up to VALUES, such as `INSERT INTO renamed (account)`; each row has `columns` values.
    BulkInsert(Database const &database, std::string into, std::size_t columns);

    /// The bytes are copied. Throws Failure, perhaps for a row that was added earlier.
    void add(model::Row row);
    void add(std::initializer_list<model::Cell> row) { add(model::Row(row.begin(), row.size())); }

    /// Writes what is left; more rows may be added afterwards. Throws Failure.
    void finish();

private:
    Statement prepare(std::size_t rows) const;
    void write(Statement &statement);

    Database const &m_database;
    std::string m_into;
    std::size_t m_columns;
    std::size_t m_most_rows;
    std::optional<Statement> m_full;    ///< for the greatest number of rows
    std::vector<model::Cell> m_waiting; ///< their bytes are in m_bytes, one after the other
    std::string m_bytes;
};

} // namespace tributary::databases::sqlite
