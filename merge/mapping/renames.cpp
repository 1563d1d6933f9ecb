#include "merge/mapping/renames.hpp"

#include "merge/model/nearest.hpp"
#include "merge/model/sql_tokens.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

namespace tributary::mapping {
namespace {

/// New names by old ones.
using Names = std::map<std::string, std::string>;

std::string renamed(Names const &names, std::string const &name)
{
    auto const found = names.find(name);
    return found == names.end() ? name : found->second;
}

template <typename Item> std::vector<std::string> all_names(std::vector<Item> const &items, std::string Item::*name)
{
    std::vector<std::string> result;
    for (auto const &item : items) {
        result.push_back(item.*name);
    }
    return result;
}

/// A new name that something else keeps would mean two things.
template <typename Item>
void refuse_twice(plan::Plan const &plan, plan::Position position, std::string const &source, std::string const &name,
                  std::vector<Item> const &items, std::string Item::*own, Names const &names)
{
    auto const count =
        std::count_if(items.begin(), items.end(), [&](auto const &item) { return renamed(names, item.*own) == name; });
    if (count > 1) {
        throw plan::plan_error(plan, position, "`from`: source \"" + source + "\" has a \"" + name + "\" as well",
                               "give that one another name too, or load only one of them");
    }
}

Names table_names(plan::Plan const &plan, std::string const &source, model::Schema const &schema)
{
    Names names;
    for (auto const &table : plan.tables) {
        auto const from = table.from.find(source);
        if (from == table.from.end()) {
            continue;
        }
        if (model::find_table(schema, from->second) == nullptr) {
            throw plan::plan_error(plan, table.position,
                                   "`from`: source \"" + source + "\" has no table \"" + from->second + "\"",
                                   model::did_you_mean(from->second, all_names(schema.tables, &model::Table::label)));
        }
        names[from->second] = table.name;
    }
    for (auto const &table : plan.tables) {
        if (table.from.contains(source)) {
            refuse_twice(plan, table.position, source, table.name, schema.tables, &model::Table::label, names);
        }
    }
    return names;
}

Names column_names(plan::Plan const &plan, std::string const &source, model::Table const &table,
                   plan::TablePlan const &table_plan)
{
    Names names;
    for (auto const &column : table_plan.columns) {
        auto const from = column.from.find(source);
        if (from == column.from.end()) {
            continue;
        }
        if (model::find_column(table, from->second) == nullptr) {
            throw plan::plan_error(plan, column.position,
                                   "`from`: table \"" + table.label + "\" of source \"" + source +
                                       "\" has no column \"" + from->second + "\"",
                                   model::did_you_mean(from->second, all_names(table.columns, &model::Column::name)));
        }
        names[from->second] = column.name;
    }
    for (auto const &column : table_plan.columns) {
        if (column.from.contains(source)) {
            refuse_twice(plan, column.position, source, column.name, table.columns, &model::Column::name, names);
        }
    }
    return names;
}

void rename_all(std::vector<std::string> &list, Names const &names)
{
    for (auto &name : list) {
        name = renamed(names, name);
    }
}

void rename_key(auto &key, Names const &names)
{
    rename_all(key.uses, names);
    key.predicate = model::with_columns_renamed(key.predicate, names);
    for (auto &part : key.parts) {
        part.column = part.column.empty() ? "" : renamed(names, part.column);
        part.expression = model::with_columns_renamed(part.expression, names);
    }
}

/// Also in conditions and expressions. What the database prints of a whole key stays as it is.
void rename_columns(model::Table &table, Names const &names)
{
    for (auto &column : table.columns) {
        column.name = renamed(names, column.name);
        column.generated_as = model::with_columns_renamed(column.generated_as, names);
    }
    for (auto &key : table.unique_keys) {
        rename_all(key.columns, names);
        rename_all(key.nocase, names);
        rename_key(key, names);
    }
    for (auto &exclusion : table.exclusions) {
        rename_key(exclusion, names);
    }
    for (auto &check : table.checks) {
        check.definition = model::with_columns_renamed(check.definition, names);
    }
}

} // namespace

std::string label_in_plan(plan::Plan const &plan, std::string const &source, std::string const &label)
{
    for (auto const &table : plan.tables) {
        auto const from = table.from.find(source);
        if (from != table.from.end() && from->second == label) {
            return table.name;
        }
    }
    return label;
}

model::Schema in_plan_names(plan::Plan const &plan, std::string const &source, model::Schema schema)
{
    auto const tables = table_names(plan, source, schema);
    std::map<std::string, Names> columns; // by own label
    for (auto const &table : schema.tables) {
        if (auto const *const table_plan = plan::find_table(plan, renamed(tables, table.label))) {
            columns[table.label] = column_names(plan, source, table, *table_plan);
        }
    }
    for (auto &table : schema.tables) {
        auto const &names = columns[table.label];
        if (!names.empty()) {
            rename_columns(table, names);
        }
        for (auto &key : table.foreign_keys) {
            rename_all(key.columns, names);
            rename_all(key.referenced, columns[key.table]);
            key.table = renamed(tables, key.table);
        }
        table.label = renamed(tables, table.label);
    }
    std::sort(schema.tables.begin(), schema.tables.end(),
              [](auto const &a, auto const &b) { return a.label < b.label; });
    return schema;
}

} // namespace tributary::mapping
