#include "merge/uniqueness/key_rows.hpp"

#include <algorithm>
#include <stdexcept>

namespace tributary::uniqueness {

KeyRows::KeyRows(model::MappedTable const &its_table, KeyRule const &its_rule, staging::Exceptions decided)
    : table(its_table), rule(its_rule), exceptions(std::move(decided))
{
    for (auto const &name : rule.key.uses) {
        auto const *const column = model::find_column(table.target, name);
        if (column != nullptr && !column->generated) {
            columns.push_back(name);
        }
    }
    if (!rule.column.empty() && std::find(columns.begin(), columns.end(), rule.column) == columns.end()) {
        columns.push_back(rule.column);
    }
}

std::size_t KeyRows::position_of(std::string const &column) const
{
    auto const found = std::find(columns.begin(), columns.end(), column);
    if (found == columns.end()) {
        throw std::logic_error("column \"" + column + "\" is not read with the key " + rule.key.name);
    }
    return static_cast<std::size_t>(found - columns.begin());
}

model::Value const &KeyRows::value_of(staging::DuplicateRow const &row, std::string const &column) const
{
    return row.shown.at(position_of(column));
}

std::vector<model::Cell> KeyRows::rest_of_key(staging::DuplicateRow const &row) const
{
    std::vector<model::Cell> cells;
    for (auto const &part : rule.key.parts) {
        if (part.column != rule.column) {
            cells.push_back(model::cell_of(value_of(row, part.column)));
        }
    }
    return cells;
}

std::vector<model::Cell> KeyRows::values_with(staging::DuplicateRow const &row, model::Cell const &value) const
{
    std::vector<model::Cell> cells;
    for (auto const &shown : row.shown) {
        cells.push_back(model::cell_of(shown));
    }
    cells.at(position_of(rule.column)) = value;
    return cells;
}

} // namespace tributary::uniqueness
