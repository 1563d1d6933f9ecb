#include "merge/plan/plan.hpp"

#include <algorithm>

namespace tributary::plan {

TablePlan const *find_table(Plan const &plan, std::string const &name)
{
    auto const found =
        std::find_if(plan.tables.begin(), plan.tables.end(), [&](auto const &table) { return table.name == name; });
    return found == plan.tables.end() ? nullptr : &*found;
}

SetExpression const *find_set(SourcePlan const &source, std::string const &table, std::string const &column)
{
    auto const found = std::find_if(source.set.begin(), source.set.end(),
                                    [&](auto const &set) { return set.table == table && set.column == column; });
    return found == source.set.end() ? nullptr : &*found;
}

SetExpression const *find_set(Plan const &plan, std::string const &source, std::string const &table,
                              std::string const &column)
{
    auto const found = std::find_if(plan.sources.begin(), plan.sources.end(),
                                    [&](auto const &source_plan) { return source_plan.name == source; });
    return found == plan.sources.end() ? nullptr : find_set(*found, table, column);
}

bool loads(Plan const &plan, std::string const &table)
{
    auto const *const table_plan = find_table(plan, table);
    return table_plan == nullptr || table_plan->load;
}

bool drops(Plan const &plan, std::string const &table, std::string const &column)
{
    auto const *const table_plan = find_table(plan, table);
    return table_plan != nullptr &&
           std::find(table_plan->drop.begin(), table_plan->drop.end(), column) != table_plan->drop.end();
}

bool leaves_out(Plan const &plan, std::string const &table, std::string const &column)
{
    return !loads(plan, table) || drops(plan, table, column);
}

} // namespace tributary::plan
