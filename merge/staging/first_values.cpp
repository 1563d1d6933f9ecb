#include "merge/staging/first_values.hpp"

#include "merge/model/schema.hpp"

namespace tributary::staging {

void for_each_of_first_rows(Staging const &staging, model::MappedTable const &table, model::MappedSource const &source,
                            std::vector<model::MappedColumn const *> const &columns, std::int64_t limit,
                            model::RowSink const &sink)
{
    if (columns.empty()) {
        return;
    }
    std::string values;
    for (auto const *const column : columns) {
        values += (values.empty() ? "" : ", ") + column->value;
    }
    auto rows = staging.database().prepare("SELECT " + values + " FROM " + model::sql_name(source.staged) + " AS " +
                                           model::sql_name(table.target.label) + " LIMIT " + std::to_string(limit));
    std::vector<model::Cell> cells(columns.size());
    while (rows.step()) {
        for (std::size_t i = 0; i < cells.size(); ++i) {
            cells[i] = rows.cell(static_cast<int>(i));
        }
        sink(cells);
    }
}

} // namespace tributary::staging
