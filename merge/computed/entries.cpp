#include "merge/computed/entries.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace tributary::computed {

std::vector<Entry> entries(plan::Plan const &plan)
{
    std::vector<Entry> result;
    for (auto const &table : plan.tables) {
        for (auto const &column : table.columns) {
            if (!column.value.empty()) {
                result.push_back({&table, &column});
            }
        }
    }
    std::sort(result.begin(), result.end(), [](auto const &a, auto const &b) {
        return std::pair(a.column->value_position.line, a.column->value_position.column) <
               std::pair(b.column->value_position.line, b.column->value_position.column);
    });
    return result;
}

void refuse(plan::Plan const &plan, Entry const &entry, std::string const &why, std::string const &next)
{
    throw plan::plan_error(plan, entry.column->value_position,
                           fmt::format("`value` for \"{}.{}\": {}", entry.table->name, entry.column->name, why), next);
}

} // namespace tributary::computed
