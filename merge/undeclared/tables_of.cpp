#include "merge/undeclared/tables_of.hpp"

#include "merge/references/references.hpp"
#include "merge/undeclared/user_words.hpp"
#include "merge/undeclared/value_type.hpp"

#include <algorithm>
#include <set>

namespace tributary::undeclared {
namespace {

/// What rows of the table belong to, by a key or by the name of another column.
std::set<references::KeyColumn> parents_of(Covered const &covered, Catalogue const &in, model::Table const &table,
                                           model::Column const &but)
{
    auto const declared = covered.parents.find(table.label);
    auto result = declared == covered.parents.end() ? std::set<references::KeyColumn>{} : declared->second;
    for (auto const &column : table.columns) {
        if (column.name == but.name || hints_of(column.name, in.users_word).bare) {
            continue;
        }
        for (auto const &named : named_after(in.names, table, column, in.users)) {
            if (named.whole && named.to.table != table.label) {
                result.insert(named.to);
            }
        }
    }
    std::erase_if(result, [&](auto const &to) { return model::find_table(in.schema, to.table) == nullptr; });
    return result;
}

bool is_key(model::Table const &table, std::string const &column)
{
    auto const *const key = model::primary_key(table);
    return key != nullptr && key->columns == std::vector{column};
}

/// The only other table whose primary key has the column's name: `rev` of revinfo. Null where several have it, as `id`.
model::Table const *table_with_key(model::Schema const &schema, model::Table const &own, std::string const &column)
{
    model::Table const *result = nullptr;
    for (auto const &table : schema.tables) {
        if (is_key(table, column)) {
            if (result != nullptr || table.label == own.label) {
                return nullptr;
            }
            result = &table;
        }
    }
    return result;
}

} // namespace

std::vector<NamedAfter> tables_of(Covered const &covered, Catalogue const &in, model::Table const &table,
                                  model::Column const &column)
{
    auto const type = value_type(in.schema.engine, column);
    auto result = named_after(in.names, table, column, in.users);
    auto const add = [&](references::KeyColumn const &to, bool whole) {
        auto const *const other = model::find_table(in.schema, to.table);
        auto const *const id = other == nullptr ? nullptr : model::find_column(*other, to.column);
        auto const known = std::any_of(result.begin(), result.end(), [&](auto const &named) { return named.to == to; });
        auto const itself = to.table == table.label && to.column == column.name; // others refer to it by its name
        if ((type.integer || type.text) && !known && !itself && id != nullptr && references::is_numbered(*other, *id)) {
            result.push_back({to, whole, true});
        }
    };
    if (auto const *const other = result.empty() ? table_with_key(in.schema, table, column.name) : nullptr;
        other != nullptr && other->label != in.users && column.name != "id") {
        add({other->label, column.name}, true);
    }
    if (auto const alike = covered.other_columns.find(stem_of(column.name)); alike != covered.other_columns.end()) {
        for (auto const &to : alike->second) {
            add(to, false);
        }
    }
    auto const own =
        std::find_if(result.begin(), result.end(), [&](auto const &named) { return named.to.table == table.label; });
    if (own == result.end()) {
        return result;
    }
    auto const words = read_id_name(column.name).words;
    auto const thing = thing_of(table.name);
    if (!is_like_parent(column.name) && words == thing) { // `follow_id` of a follow is whom it follows
        result.erase(own);
        return result;
    }
    if (!words.empty() && !thing.empty() && words.back() == thing.back()) { // parent_category_id of categories
        return result;
    }
    auto const own_id = *own;
    for (auto const &to : parents_of(covered, in, table, column)) {
        add(to, true);
        if (covered.wholly.contains({to.table, column.name})) { // versions of a post know the post's parent
            std::erase_if(result, [&](auto const &named) { return named.to == own_id.to; });
        }
    }
    auto const knows_parent = [&](NamedAfter const &named) { // of equal ones the first is likelier
        return named.to.table != table.label &&
               model::find_column(*model::find_table(in.schema, named.to.table), column.name) != nullptr;
    };
    std::stable_partition(result.begin(), result.end(), knows_parent);
    return result;
}

std::set<model::KeyColumn> hinted_tables(Catalogue const &in, model::Table const &table, model::Column const &column)
{
    constexpr std::size_t shortest = 4;
    std::set<model::KeyColumn> result;
    auto const add = [&](std::vector<NamedAfter> const &tables) {
        for (auto const &named : tables) {
            if (named.shifted && named.to.table != table.label) {
                result.insert(named.to);
            }
        }
    };
    auto const words = words_of(column.name);
    auto called = column;
    called.name = thing_of_number(column.name);
    if (called.name.empty()) {
        add(words.size() == 1 && words[0].size() >= shortest ? begun_by(in.names, words[0])
                                                             : std::vector<NamedAfter>{});
        return result;
    }
    add(named_after(in.names, table, called, in.users));
    auto const *const users = model::find_table(in.schema, in.users);
    auto const *const key = users == nullptr ? nullptr : model::primary_key(*users);
    if (hints_of(called.name, in.users_word).id != Hint::none && key != nullptr && key->columns.size() == 1) {
        result.insert({in.users, key->columns[0]});
    }
    return result;
}

} // namespace tributary::undeclared
