#pragma once

#include "merge/databases/source.hpp"
#include "merge/databases/sqlite/database.hpp"
#include "merge/model/cell.hpp"
#include "merge/model/schema.hpp"

#include <span>

namespace tributary::databases::sqlite {

/// Hands every row that `statement` answers to the sink, cells as they are stored.
void for_each_row(Statement &statement, model::RowSink const &sink);

/// All that the statement answers, as text.
Answer answer_of(Statement statement);

/// All rows of the table as they are stored, in the file's order.
void read_table(Database const &database, model::Table const &table, std::span<model::Column const> columns,
                model::RowSink const &sink);

} // namespace tributary::databases::sqlite
