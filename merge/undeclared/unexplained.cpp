#include "merge/undeclared/unexplained.hpp"

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

} // namespace tributary::undeclared
