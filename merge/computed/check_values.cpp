#include "merge/computed/check_values.hpp"

#include "merge/computed/entries.hpp"
#include "merge/identity/privileges.hpp"
#include "merge/mapping/numbered.hpp"
#include "merge/model/nearest.hpp"
#include "merge/model/sql_tokens.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace tributary::computed {
namespace {

using model::MappedTable;

bool holds(std::vector<std::string> const &names, std::string const &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// True if values of some column are those of `key`.
bool is_referred_to(model::Mapping const &mapping, model::KeyColumn const &key)
{
    auto const is_in = [&](model::Chain const &chain) {
        return std::find(chain.begin(), chain.end(), key) != chain.end();
    };
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &column : source.columns) {
                if (is_in(column.chain) || std::any_of(column.declared.begin(), column.declared.end(),
                                                       [&](auto const &one) { return is_in(one.chain); })) {
                    return true;
                }
            }
        }
    }
    return false;
}

bool is_part_of_reference(MappedTable const &table, std::string const &column)
{
    return std::any_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
        return std::any_of(source.references.begin(), source.references.end(),
                           [&](auto const &key) { return key.columns.size() > 1 && holds(key.columns, column); });
    });
}

/// A key of the plan that says what the column holds, and what to do about it.
struct Other {
    std::string name;
    std::string next = "remove one of the two";
};

bool is_of_login_keys(plan::KeysPlan const &keys, model::KeyColumn const &column)
{
    auto const &owners = keys.via.empty() ? keys.table : keys.via;
    return column == model::KeyColumn{keys.table, keys.column} || column == model::KeyColumn{owners, keys.user};
}

std::optional<Other> decided_by_users(job::Job const &job, model::Mapping const &mapping,
                                      model::KeyColumn const &column)
{
    auto const &users = job.plan.users;
    if (std::any_of(users.keys.begin(), users.keys.end(),
                    [&](auto const &keys) { return is_of_login_keys(keys, column); })) {
        return Other{"`keys` in [users]"};
    }
    if (column.table != users.table) {
        return std::nullopt;
    }
    if (std::any_of(users.follows.begin(), users.follows.end(),
                    [&](auto const &follows) { return follows.column == column.column; })) {
        return Other{"`follows`"};
    }
    if (holds(identity::privilege_columns(job, mapping), column.column)) {
        return Other{users.privileges ? "`privileges`" : "`privileges` in [users], which takes it for one by its name,",
                     "remove `value`, or leave the column out of `privileges = [...]` in [users]"};
    }
    return std::nullopt;
}

std::optional<Other> decided_by_conflicts(plan::OnConflictPlan const &on_conflict, std::string const &column)
{
    if (on_conflict.column == column) {
        return Other{"`column` of " + on_conflict.section, "remove `value`, or choose another column there"};
    }
    auto const sets = std::any_of(on_conflict.set.begin(), on_conflict.set.end(),
                                  [&](auto const &set) { return set.column == column; });
    return sets ? std::optional(Other{"`set` of " + on_conflict.section}) : std::nullopt;
}

/// What else of the plan says what the column holds; nullopt: nothing.
std::optional<Other> decided_by(job::Job const &job, model::Mapping const &mapping, Entry const &entry)
{
    auto const key = entry.key();
    for (auto const &source : job.plan.sources) {
        if (plan::find_set(source, key.table, key.column) != nullptr) {
            return Other{"`set` of source \"" + source.name + "\""};
        }
    }
    for (auto const *const on_conflict : plan::conflict_rules(job.plan, key.table)) {
        if (auto other = decided_by_conflicts(*on_conflict, key.column)) {
            return other;
        }
    }
    return holds(entry.table->match, key.column) ? Other{"`match`"} : decided_by_users(job, mapping, key);
}

} // namespace

std::set<model::KeyColumn> columns_with_value(plan::Plan const &plan)
{
    std::set<model::KeyColumn> result;
    for (auto const &entry : entries(plan)) {
        result.insert(entry.key());
    }
    return result;
}

bool is_part_of_unique_key(plan::Plan const &plan, MappedTable const &table, std::string const &column)
{
    auto const uses = [&](auto const &key) { return holds(key.uses, column); };
    auto const &target = table.target;
    return std::any_of(target.unique_keys.begin(), target.unique_keys.end(), uses) ||
           std::any_of(target.exclusions.begin(), target.exclusions.end(), uses) ||
           std::any_of(plan.uniques.begin(), plan.uniques.end(), [&](auto const &unique) {
               return unique.table == target.label &&
                      (holds(unique.columns, column) || !model::columns_in(unique.where, std::vector{column}).empty());
           });
}

void check_values(job::Job const &job, model::Mapping const &mapping)
{
    auto const &plan = job.plan;
    auto const numbered = mapping::numbered_columns(mapping);
    for (auto const &entry : entries(plan)) {
        auto const *const table = model::find_table(mapping, entry.table->name);
        if (table == nullptr) {
            refuse(plan, entry, "the table is not loaded");
        }
        auto const &name = entry.column->name;
        auto const *const column = model::find_column(table->target, name);
        if (column == nullptr) {
            std::vector<std::string> names;
            for (auto const &one : table->target.columns) {
                names.push_back(one.name);
            }
            refuse(plan, entry, "the target has no such column", model::did_you_mean(name, names));
        }
        if (column->generated) {
            refuse(plan, entry, "the target computes it itself");
        }
        if (name == table->name_column) {
            refuse(plan, entry, "it is the users' name, which has rules of its own",
                   "rename accounts by answers, or in the source");
        }
        if (numbered.contains(entry.key()) || is_referred_to(mapping, entry.key())) {
            refuse(plan, entry, "it is an id, or what other rows refer to");
        }
        if (is_part_of_unique_key(plan, *table, name) || is_part_of_reference(*table, name)) {
            refuse(plan, entry, "it is a part of a key, which is decided before rows are merged");
        }
        if (auto const other = decided_by(job, mapping, entry)) {
            refuse(plan, entry, other->name + " says what it holds", other->next);
        }
    }
}

} // namespace tributary::computed
