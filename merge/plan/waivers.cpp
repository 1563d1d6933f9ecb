#include "merge/plan/waivers.hpp"

#include <algorithm>

namespace tributary::plan {

bool waives_key(Plan const &plan, std::string const &name)
{
    return std::any_of(plan.waived_keys.begin(), plan.waived_keys.end(),
                       [&](auto const &waived) { return waived.name == name; });
}

bool waives_column(Plan const &plan, std::string const &table, std::string const &column)
{
    return std::any_of(plan.waived.begin(), plan.waived.end(), [&](auto const &waived) {
        return waived.column.table == table && waived.column.column == column && waived.path.empty() &&
               waived.regex.empty() && waived.when.empty();
    });
}

} // namespace tributary::plan
