#include "merge/mapping/all_references.hpp"

#include "merge/mapping/users.hpp"
#include "merge/references/declared.hpp"

#include <algorithm>

namespace tributary::mapping {
namespace {

/// Adds a foreign key that another database declares, if the table, its columns and the parent exist here too.
void add_reference(model::Schema &schema, std::string const &label, model::ForeignKey const &key)
{
    auto const table =
        std::find_if(schema.tables.begin(), schema.tables.end(), [&](auto const &one) { return one.label == label; });
    auto const *const parent = model::find_table(schema, key.table);
    if (table == schema.tables.end() || parent == nullptr) {
        return;
    }
    auto const has = [](model::Table const &owner, std::vector<std::string> const &columns) {
        return std::all_of(columns.begin(), columns.end(),
                           [&](auto const &column) { return model::find_column(owner, column) != nullptr; });
    };
    auto const known = std::any_of(table->foreign_keys.begin(), table->foreign_keys.end(), [&](auto const &own) {
        return own.columns == key.columns && own.table == key.table;
    });
    if (!known && has(*table, key.columns) && has(*parent, key.referenced)) {
        table->foreign_keys.push_back(key);
        table->foreign_keys.back().enforced = false; // the rows of this source are not checked
    }
}

/// A column that the plan computes may refer as well; it is as the target has it.
void add_computed(model::Schema &schema, plan::SetExpression const &set, model::Schema const &target)
{
    auto const *const there = model::find_table(target, set.table);
    auto const *const column = there == nullptr ? nullptr : model::find_column(*there, set.column);
    for (auto &table : schema.tables) {
        if (table.label == set.table && column != nullptr && model::find_column(table, set.column) == nullptr) {
            table.columns.push_back(*column);
        }
    }
}

} // namespace

std::vector<model::Schema> with_all_references(plan::Plan const &plan, std::span<MappingSource const> sources,
                                               model::Schema const &target)
{
    std::vector<model::Schema> schemas;
    for (auto const &source : sources) {
        schemas.push_back(source.schema);
    }
    for (std::size_t i = 0; i < schemas.size(); ++i) {
        for (auto const &set : plan.sources[i].set) {
            add_computed(schemas[i], set, target);
        }
    }
    auto const declared = schemas;
    for (std::size_t i = 0; i < schemas.size(); ++i) {
        for (auto const &other : declared) {
            for (auto const &table : other.tables) {
                for (auto const &key : table.foreign_keys) {
                    add_reference(schemas[i], table.label, key);
                }
            }
        }
        for (auto const &table : target.tables) {
            for (auto const &key : table.foreign_keys) {
                add_reference(schemas[i], table.label, key);
            }
        }
        for (auto const &reference : plan.references) {
            if (references::is_foreign_key(reference, schemas[i])) {
                add_reference(schemas[i], reference.from.table,
                              {"the plan's [[reference]]",
                               {reference.from.column},
                               reference.to.table,
                               {reference.to.column},
                               false,
                               {}});
            }
        }
        auto const users = users_table(plan, sources[i].name, sources[i].schema);
        for (auto const &keys : users.keys) {
            if (&keys.owners() == users.table && keys.user == users.id) {
                continue;
            }
            model::ForeignKey key;
            key.name = "the plan's keys";
            key.columns = {keys.user};
            key.table = users.table->label;
            key.referenced = {users.id};
            add_reference(schemas[i], keys.owners().label, key);
        }
    }
    return schemas;
}

} // namespace tributary::mapping
