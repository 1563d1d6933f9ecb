#include "merge/databases/sqlite/read_table.hpp"

#include <vector>

namespace tributary::databases::sqlite {

void for_each_row(Statement &statement, model::RowSink const &sink)
{
    std::vector<model::Cell> cells(static_cast<std::size_t>(statement.columns()));
    while (statement.step()) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = statement.cell(static_cast<int>(i));
        }
        sink(cells);
    }
}

Answer answer_of(Statement statement)
{
    Answer answer;
    while (statement.step()) {
        auto &row = answer.emplace_back();
        for (int i = 0; i < statement.columns(); ++i) {
            row.push_back(statement.optional_text(i));
        }
    }
    return answer;
}

void read_table(Database const &database, model::Table const &table, std::span<model::Column const> columns,
                model::RowSink const &sink)
{
    std::string sql;
    for (auto const &column : columns) {
        sql +=
            (sql.empty() ? "SELECT " : ", ") + (column.read_as.empty() ? model::sql_name(column.name) : column.read_as);
    }
    auto statement = database.prepare((columns.empty() ? "SELECT NULL" : sql) + " FROM " + model::sql_name(table.name));
    for_each_row(statement, sink);
}

} // namespace tributary::databases::sqlite
