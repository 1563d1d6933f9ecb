#include "merge/mapping/users.hpp"

#include "merge/model/nearest.hpp"

#include <algorithm>
#include <vector>

namespace tributary::mapping {
namespace {

template <typename Item>
std::string hint(std::string const &word, std::vector<Item> const &items, std::string Item::*name)
{
    std::vector<std::string> candidates;
    for (auto const &item : items) {
        candidates.push_back(item.*name);
    }
    return model::did_you_mean(word, candidates);
}

model::Table const &table_named(plan::Plan const &plan, plan::Position position, std::string const &source,
                                model::Schema const &schema, std::string const &label)
{
    auto const *const table = model::find_table(schema, label);
    if (table == nullptr) {
        throw plan::plan_error(plan, position, "there is no table \"" + label + "\" in source \"" + source + "\"",
                               hint(label, schema.tables, &model::Table::label));
    }
    return *table;
}

void require_column(plan::Plan const &plan, plan::Position position, std::string const &source,
                    model::Table const &table, std::string const &column)
{
    if (model::find_column(table, column) == nullptr) {
        throw plan::plan_error(plan, position,
                               "there is no column \"" + column + "\" in table \"" + table.label + "\" of source \"" +
                                   source + "\"",
                               hint(column, table.columns, &model::Column::name));
    }
}

} // namespace

UsersTable users_table(plan::Plan const &plan, std::string const &source, model::Schema const &schema)
{
    auto const &users = plan.users;
    UsersTable result;
    result.table = &table_named(plan, users.position, source, schema, users.table);
    require_column(plan, users.name_position, source, *result.table, users.name);
    result.id = users.id;
    if (result.id.empty()) {
        auto const *const primary = model::primary_key(*result.table);
        if (primary == nullptr || primary->columns.size() != 1) {
            throw plan::plan_error(plan, users.position,
                                   "table \"" + users.table + "\" of source \"" + source +
                                       "\" has no primary key of one column",
                                   "name the column that identifies users: id = \"…\" in [users]");
        }
        result.id = primary->columns.front();
    }
    require_column(plan, users.id_position, source, *result.table, result.id);
    if (!users.keys) {
        return result;
    }
    auto const &keys = *users.keys;
    result.keys = &table_named(plan, keys.position, source, schema, keys.table);
    require_column(plan, keys.position, source, *result.keys, keys.column);
    result.user = keys.user;
    if (result.user.empty()) {
        auto const &candidates = result.keys->foreign_keys;
        auto const reference = std::find_if(candidates.begin(), candidates.end(), [&](auto const &key) {
            return key.table == users.table && key.columns.size() == 1 && key.referenced.front() == result.id;
        });
        if (reference == candidates.end()) {
            throw plan::plan_error(plan, keys.position,
                                   "table \"" + keys.table + "\" of source \"" + source +
                                       "\" has no foreign key to \"" + users.table + "\"",
                                   "name the column that refers to the key's owner: user = \"…\" in `keys`");
        }
        result.user = reference->columns.front();
    }
    require_column(plan, keys.position, source, *result.keys, result.user);
    return result;
}

} // namespace tributary::mapping
