#include "merge/undeclared/unexplained.hpp"

#include "merge/plan/waivers.hpp"

#include <algorithm>

namespace tributary::undeclared {

std::string unexplained_value(model::MappedColumn const *column)
{
    if (column == nullptr) {
        return "NULL";
    }
    std::string conditions;
    auto const add = [&](std::string const &condition) {
        conditions += (conditions.empty() ? "(" : " OR (") + condition + ")";
    };
    for (auto const &reference : column->declared) {
        auto const inside = reference.holds != model::DeclaredReference::Holds::value;
        if (!reference.when.empty() && !inside) {
            add(reference.when); // what is inside is covered place by place
        }
    }
    std::for_each(column->waived.begin(), column->waived.end(), add);
    return conditions.empty() ? column->value : "CASE WHEN " + conditions + " THEN NULL ELSE " + column->value + " END";
}

bool is_explained(plan::Plan const &plan, model::MappedTable const &table, model::MappedColumn const &column)
{
    using Holds = model::DeclaredReference::Holds;
    auto const in_all_rows = [](auto const &reference) {
        return reference.when.empty() && (reference.holds == Holds::value || reference.holds == Holds::array);
    };
    return !column.chain.empty() || std::any_of(column.declared.begin(), column.declared.end(), in_all_rows) ||
           plan::waives_column(plan, table.target.label, column.name);
}

} // namespace tributary::undeclared
