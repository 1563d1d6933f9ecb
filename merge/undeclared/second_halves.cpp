#include "merge/undeclared/second_halves.hpp"

#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <vector>

namespace tributary::undeclared {
namespace {

/// Each of them in the singular: app_users_settings is app, user, setting.
std::vector<std::string> singular_words(std::string const &name)
{
    std::vector<std::string> result;
    for (auto const &word : words_of(name)) {
        result.push_back(singular_of(word));
    }
    return result;
}

bool has_part(std::vector<std::string> const &words, std::vector<std::string> const &part)
{
    return !part.empty() && words.size() > part.size() &&
           std::search(words.begin(), words.end(), part.begin(), part.end()) != words.end();
}

/// True if the table has the columns of a key of several of the other, of which some have a word more: from_slug.
bool has_parts_of_key(model::Table const &table, model::Table const &other)
{
    auto const holds = [&](std::string const &part) {
        auto const wanted = words_of(part);
        return std::any_of(table.columns.begin(), table.columns.end(), [&](auto const &column) {
            auto const words = words_of(column.name);
            return words.size() >= wanted.size() && std::equal(wanted.rbegin(), wanted.rend(), words.rbegin());
        });
    };
    return std::any_of(other.unique_keys.begin(), other.unique_keys.end(), [&](auto const &key) {
        return key.columns.size() > 1 && std::all_of(key.columns.begin(), key.columns.end(), holds);
    });
}

} // namespace

std::set<std::string> extended_by(TableNames const &names, model::Table const &table, std::string const &users)
{
    auto const words = singular_words(table.name);
    std::set<std::string> result;
    for (auto const &thing : names.things()) {
        if (thing.table->label != table.label && has_part(words, thing.words)) {
            result.insert(thing.table->label);
        }
    }
    auto const of_person = std::any_of(
        words.begin(), words.end(), [&](auto const &word) { return hints_of(word + "_id", users).id != Hint::none; });
    if (of_person && table.label != users) {
        result.insert(users);
    }
    return result;
}

std::set<std::string> no_first_halves(TableNames const &names, Covered const &covered, model::Table const &table,
                                      std::string const &id, std::string const &users)
{
    std::set<std::string> result;
    auto const &own = names.thing(table.label);
    for (auto const &thing : names.things()) {
        if (thing.table->label != table.label &&
            (has_part(thing.words, own) || has_parts_of_key(table, *thing.table))) {
            result.insert(thing.table->label);
        }
    }
    if (auto const parents = covered.parents.find(table.label); parents != covered.parents.end()) {
        for (auto const &to : parents->second) {
            result.insert(to.table);
        }
    }
    for (auto const &column : table.columns) {
        if (column.name == id) {
            continue;
        }
        auto const integer = column.kind == model::Kind::integer;
        if (covered.user_ids.contains({table.label, column.name}) ||
            (integer && hints_of(column.name, users).id != Hint::none)) {
            result.insert(users);
        }
        for (auto const &named : named_after(names, table, column, users)) {
            result.insert(named.to.table);
        }
    }
    return result;
}

} // namespace tributary::undeclared
