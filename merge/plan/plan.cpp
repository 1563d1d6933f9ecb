#include "merge/plan/plan.hpp"

#include <algorithm>

namespace tributary::plan {

TablePlan const *find_table(Plan const &plan, std::string const &name)
{
    auto const found =
        std::find_if(plan.tables.begin(), plan.tables.end(), [&](auto const &table) { return table.name == name; });
    return found == plan.tables.end() ? nullptr : &*found;
}

std::string UniquePlan::name() const
{
    std::string list;
    for (auto const &column : columns) {
        list += (list.empty() ? "" : ", ") + column;
    }
    return "[[unique]] (" + list + ")" + (where.empty() ? "" : " where " + where);
}

std::vector<OnConflictPlan const *> conflict_rules(Plan const &plan, std::string const &table)
{
    std::vector<OnConflictPlan const *> result;
    for (auto const &unique : plan.uniques) {
        if (unique.table == table && unique.rule) {
            result.push_back(&*unique.rule);
        }
    }
    if (auto const *const table_plan = find_table(plan, table)) {
        for (auto const &rule : table_plan->on_conflict) {
            result.push_back(&rule);
        }
    }
    return result;
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

bool has_keys(Plan const &plan, std::string const &table)
{
    return std::any_of(plan.users.keys.begin(), plan.users.keys.end(),
                       [&](auto const &keys) { return keys.table == table || (!table.empty() && keys.via == table); });
}

bool is_one_key_a_row(Plan const &plan, KeysPlan const &keys)
{
    auto const &all = plan.users.keys;
    return keys.via.empty() &&
           std::count_if(all.begin(), all.end(), [&](auto const &one) { return one.table == keys.table; }) == 1;
}

bool loads(Plan const &plan, std::string const &table)
{
    auto const *const table_plan = find_table(plan, table);
    return table_plan == nullptr || table_plan->load;
}

bool loads(Plan const &plan, std::string const &table, std::string const &source)
{
    auto const *const table_plan = find_table(plan, table);
    if (table_plan == nullptr) {
        return true;
    }
    auto const found = table_plan->load_of.find(source);
    return found == table_plan->load_of.end() ? table_plan->load : found->second;
}

std::string condition_of(TablePlan const &table, std::string const &source)
{
    auto const found = table.where_in.find(source);
    return found == table.where_in.end() ? table.where : found->second;
}

bool drops(Plan const &plan, std::string const &table, std::string const &column)
{
    auto const *const table_plan = find_table(plan, table);
    return table_plan != nullptr &&
           std::find(table_plan->drop.begin(), table_plan->drop.end(), column) != table_plan->drop.end();
}

ColumnPlan const *find_value(Plan const &plan, std::string const &table, std::string const &column)
{
    auto const *const table_plan = find_table(plan, table);
    if (table_plan == nullptr) {
        return nullptr;
    }
    auto const found = std::find_if(table_plan->columns.begin(), table_plan->columns.end(),
                                    [&](auto const &one) { return one.name == column && !one.value.empty(); });
    return found == table_plan->columns.end() ? nullptr : &*found;
}

bool leaves_out(Plan const &plan, std::string const &source, std::string const &table, std::string const &column)
{
    return !loads(plan, table, source) || drops(plan, table, column);
}

bool is_about(IdsPlan const &ids, std::string const &table, std::string const &column)
{
    auto const named = read_column_name(ids.name);
    return ids.name == table || dotted_parts(ids.name) == std::vector{table} ||
           (named && named->table == table && named->column == column);
}

bool keeps_ids(Plan const &plan, std::string const &table, std::string const &column)
{
    auto const *const table_plan = find_table(plan, table);
    return (table_plan != nullptr &&
            std::find(table_plan->match.begin(), table_plan->match.end(), column) != table_plan->match.end()) ||
           std::any_of(plan.kept_ids.begin(), plan.kept_ids.end(),
                       [&](auto const &ids) { return is_about(ids, table, column); });
}

bool shifts_ids(Plan const &plan, std::string const &table, std::string const &column)
{
    return std::any_of(plan.shifted_ids.begin(), plan.shifted_ids.end(),
                       [&](auto const &ids) { return is_about(ids, table, column); });
}

bool fits_pattern(std::string_view pattern, std::string_view text)
{
    auto const star = pattern.find('*');
    if (star == std::string_view::npos) {
        return pattern == text;
    }
    if (!text.starts_with(pattern.substr(0, star))) {
        return false;
    }
    auto const rest = pattern.substr(star + 1);
    for (auto from = star; from <= text.size(); ++from) {
        if (fits_pattern(rest, text.substr(from))) {
            return true;
        }
    }
    return false;
}

} // namespace tributary::plan
