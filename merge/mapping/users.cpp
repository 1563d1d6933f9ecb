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

/// The foreign key of one column onto `to`; nullptr if there is none.
model::ForeignKey const *key_onto(model::Table const &table, std::string const &to)
{
    auto const found = std::find_if(table.foreign_keys.begin(), table.foreign_keys.end(),
                                    [&](auto const &key) { return key.table == to && key.columns.size() == 1; });
    return found == table.foreign_keys.end() ? nullptr : &*found;
}

/// Finds what of `via` refers to the key, by a foreign key or as the plan says.
void find_link(plan::Plan const &plan, plan::KeysPlan const &keys, std::string const &source,
               model::Schema const &schema, KeysTable &result)
{
    result.via = &table_named(plan, keys.position, source, schema, keys.via);
    if (auto const *const key = key_onto(*result.via, keys.table)) {
        result.link = key->columns.front();
        result.id = key->referenced.front();
        return;
    }
    for (auto const &reference : plan.references) {
        if (reference.from.table == keys.via && reference.to.table == keys.table && reference.when.empty()) {
            result.link = reference.from.column;
            result.id = reference.to.column;
            require_column(plan, keys.position, source, *result.via, result.link);
            require_column(plan, keys.position, source, *result.table, result.id);
            return;
        }
    }
    throw plan::plan_error(plan, keys.position,
                           "table \"" + keys.via + "\" of source \"" + source + "\" has no foreign key to \"" +
                               keys.table + "\"",
                           "declare the column that refers to the key in a [[reference]]");
}

KeysTable keys_table(plan::Plan const &plan, plan::KeysPlan const &keys, std::string const &source,
                     model::Schema const &schema, UsersTable const &users)
{
    KeysTable result;
    result.table = &table_named(plan, keys.position, source, schema, keys.table);
    require_column(plan, keys.position, source, *result.table, keys.column);
    if (!keys.via.empty()) {
        find_link(plan, keys, source, schema, result);
    }
    auto const &owners = result.owners();
    result.user = keys.user;
    if (result.user.empty()) {
        auto const &candidates = owners.foreign_keys;
        auto const reference = std::find_if(candidates.begin(), candidates.end(), [&](auto const &key) {
            return key.table == users.table->label && key.columns.size() == 1 && key.referenced.front() == users.id;
        });
        if (reference == candidates.end()) {
            throw plan::plan_error(plan, keys.position,
                                   "table \"" + owners.label + "\" of source \"" + source +
                                       "\" has no foreign key to \"" + users.table->label + "\"",
                                   "name the column that refers to the key's owner: user = \"…\" in `keys`");
        }
        result.user = reference->columns.front();
    }
    require_column(plan, keys.position, source, owners, result.user);
    return result;
}

} // namespace

UsersTable users_table(plan::Plan const &plan, std::string const &source, model::Schema const &schema)
{
    auto const &users = plan.users;
    UsersTable result;
    result.table = &table_named(plan, users.position, source, schema, users.table);
    require_column(plan, users.name_position, source, *result.table, users.name);
    for (auto const &source_plan : plan.sources) {
        if (auto const *const set = plan::find_set(source_plan, users.table, users.name)) {
            throw plan::plan_error(plan, set->position,
                                   "`set` cannot compute the users' names (\"" + users.table + "." + users.name +
                                       "\"): they are matched, contested and recorded as they were read",
                                   "rename accounts by answers of kind name (rename:<new>) in `overrides`, or in the "
                                   "source");
        }
    }
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
    for (auto const &keys : users.keys) {
        result.keys.push_back(keys_table(plan, keys, source, schema, result));
    }
    return result;
}

} // namespace tributary::mapping
