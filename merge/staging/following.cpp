#include "merge/staging/following.hpp"

#include <string_view>

namespace tributary::staging {

NameExpression::NameExpression(Staging const &staging, std::string const &expression, std::string const &name_column)
    : m_statement(staging.database().prepare_select(
          "SELECT (" + expression + "\n) FROM (SELECT ?1 AS " + model::sql_name(name_column) + ")", {}, ""))
{
}

model::Cell NameExpression::of(std::string_view name)
{
    m_statement.reset();
    m_statement.bind(1, name);
    return m_statement.step() ? m_statement.cell(0) : model::Cell();
}

void for_each_renamed(Staging const &staging, model::MappedTable const &users, model::MappedSource const &source,
                      model::MappedColumn const &column, std::function<void(RenamedRow const &)> const &sink)
{
    auto const *const name = model::find_filled(source, users.name_column);
    if (name == nullptr) {
        return;
    }
    auto const label = model::sql_name(users.target.label);
    auto rows = staging.database().prepare("SELECT d.row, " + name->value + ", d.new_name, " + column.value +
                                           " FROM decision AS d JOIN " + model::sql_name(source.staged) + " AS " +
                                           label + " ON " + label +
                                           ".\"#\" = d.row WHERE d.table_id = ?1 AND d.action = 'rename' "
                                           "ORDER BY d.row");
    rows.bind(1, source.table_id);
    while (rows.step()) {
        sink({rows.integer(0), rows.text(1), rows.text(2), rows.cell(3)});
    }
}

} // namespace tributary::staging
