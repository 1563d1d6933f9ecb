#pragma once

#include "merge/databases/sqlite/database.hpp"
#include "merge/databases/target.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace tributary::databases::sqlite {

/// Names for SQL, with commas in between.
std::string column_list(std::vector<std::string> const &columns);

/// SQLite has no bulk protocol: one prepared INSERT, one step a row.
class Insert : public RowWriter {
public:
    /// `what` begins messages. Without columns every row has the defaults.
    Insert(Database const &database, std::string what, model::Table const &table,
           std::vector<std::string> const &columns);

    void write(model::Row row) override;
    std::int64_t finish() override { return m_rows; }

private:
    std::string m_what;
    Statement m_statement;
    std::int64_t m_rows = 0;
};

} // namespace tributary::databases::sqlite
