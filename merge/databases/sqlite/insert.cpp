#include "merge/databases/sqlite/insert.hpp"

#include "merge/databases/sqlite/refusal.hpp"

namespace tributary::databases::sqlite {
namespace {

std::string insert(model::Table const &table, std::vector<std::string> const &columns)
{
    if (columns.empty()) {
        return "INSERT INTO " + model::sql_name(table) + " DEFAULT VALUES";
    }
    std::string marks;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        marks += i == 0 ? "?" : ", ?";
    }
    return "INSERT INTO " + model::sql_name(table) + " (" + column_list(columns) + ") VALUES (" + marks + ")";
}

} // namespace

std::string column_list(std::vector<std::string> const &columns)
{
    std::string list;
    for (auto const &column : columns) {
        list += (list.empty() ? "" : ", ") + model::sql_name(column);
    }
    return list;
}

Insert::Insert(Database const &database, std::string what, model::Table const &table,
               std::vector<std::string> const &columns)
    : m_what(std::move(what)), m_statement(database.prepare(insert(table, columns)))
{
}

void Insert::write(model::Row row)
{
    int position = 0;
    for (auto const &cell : row) {
        m_statement.bind(++position, cell);
    }
    try {
        m_statement.step();
    } catch (Failure const &failure) {
        if (is_files_condition(failure)) {
            throw refusal(failure, m_what);
        }
        throw RowRefused(m_rows, failure.what());
    }
    m_statement.reset();
    ++m_rows;
}

} // namespace tributary::databases::sqlite
