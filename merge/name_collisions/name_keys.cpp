#include "merge/name_collisions/name_keys.hpp"

#include "merge/model/sql_tokens.hpp"

#include <algorithm>

namespace tributary::name_collisions {
namespace {

using Names = std::vector<std::string>;

bool contains(Names const &names, std::string const &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

Names columns_of(model::KeyPart const &part, Names const &uses)
{
    return part.column.empty() ? model::columns_in(part.expression, uses) : Names{part.column};
}

/// True if other columns of the key are unique without the name.
bool needs_no_name(model::UniqueKey const &key, model::Table const &users, std::string const &name)
{
    return std::any_of(users.unique_keys.begin(), users.unique_keys.end(), [&](auto const &other) {
        return other.plain() && !contains(other.columns, name) &&
               std::all_of(other.columns.begin(), other.columns.end(),
                           [&](auto const &column) { return contains(key.columns, column); });
    });
}

} // namespace

std::vector<NameKey> name_keys(plan::Plan const &plan, model::Table const &users, std::string const &name)
{
    auto keys = users.unique_keys;
    for (auto const &declared : plan.uniques) {
        if (declared.table == users.label && contains(declared.columns, name)) {
            auto &key = keys.emplace_back();
            key.name = "[[unique]]";
            key.columns = key.uses = declared.columns;
            for (auto const &column : declared.columns) {
                key.parts.push_back({model::sql_name(column), column});
            }
        }
    }
    std::vector<NameKey> result;
    for (auto const &key : keys) {
        NameKey found{key, {}};
        bool has_name = false;
        for (auto const &part : key.parts) {
            auto const columns = columns_of(part, key.uses);
            has_name = has_name || contains(columns, name);
            if (columns != Names{name}) {
                found.others.push_back(part);
            }
        }
        if (has_name && !needs_no_name(key, users, name)) {
            result.push_back(std::move(found));
        }
    }
    return result;
}

} // namespace tributary::name_collisions
