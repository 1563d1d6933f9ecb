#include "merge/undeclared/kind_columns.hpp"

#include "merge/undeclared/user_words.hpp"
#include "merge/undeclared/value_type.hpp"

#include <algorithm>
#include <string_view>

namespace tributary::undeclared {
namespace {

bool is_value(std::string const &column)
{
    auto const words = words_of(column);
    return !words.empty() && (words.back() == "value" || words.back() == "val");
}

/// The only text of a unique key in which all else refers to rows.
bool is_key_of_rows(Covered const &covered, model::Table const &table, std::string const &column)
{
    return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](auto const &key) {
        return key.plain() && std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end() &&
               std::all_of(key.columns.begin(), key.columns.end(), [&](auto const &name) {
                   return name == column || covered.wholly.contains({table.label, name}) ||
                          hints_of(name, "users").id != Hint::none;
               });
    });
}

/// meta_key and meta_value.
bool begin_in_one_way(std::string const &key, std::string const &value)
{
    auto a = words_of(key);
    auto b = words_of(value);
    if (a.size() != b.size() || a.size() < 2) {
        return false;
    }
    a.pop_back();
    b.pop_back();
    return a == b;
}

} // namespace

std::string kind_beside(model::Table const &table, std::string const &id)
{
    auto const wanted = kind_columns_for(id);
    auto const found = std::find_if(table.columns.begin(), table.columns.end(), [&](auto const &column) {
        return !column.generated &&
               std::find(wanted.begin(), wanted.end(), joined_words(words_of(column.name))) != wanted.end();
    });
    return wanted.empty() || found == table.columns.end() ? std::string() : found->name;
}

bool is_end_of_range(model::Table const &table, std::string const &column)
{
    auto other = words_of(column);
    auto const is_end = other.size() > 1 && (other.back() == "to" || other.back() == "from");
    auto const is_deed = is_end && (other[other.size() - 2].ends_with("ed") || other[other.size() - 2].ends_with("en"));
    if (!is_end || is_deed) { // moved_to is where something is now
        return false;
    }
    other.back() = other.back() == "to" ? "from" : "to";
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](auto const &one) { return words_of(one.name) == other; });
}

bool is_beside_doer(model::Table const &table, std::string const &column)
{
    constexpr std::string_view done = "ed";
    if (!column.ends_with(done) || column.size() < 2 * done.size()) {
        return false;
    }
    auto const stem = column.substr(0, column.size() - done.size());
    return std::any_of(table.columns.begin(), table.columns.end(),
                       [&](auto const &other) { return other.name == stem + "er" || other.name == stem + "or"; });
}

bool has_moment(model::Table const &table, std::string const &done_by)
{
    auto done = words_of(done_by);
    done.pop_back();
    return std::any_of(table.columns.begin(), table.columns.end(), [&](auto const &column) {
        auto words = words_of(column.name);
        auto const when = words.size() == done.size() + 1 ? words.back() : std::string();
        words.resize(std::min(words.size(), done.size()));
        return words == done && (when == "at" || when == "on" || when == "date" || when == "time");
    });
}

KindTable kind_table(model::Schema const &schema, model::Table const &table, std::string const &kind_column,
                     std::string const &users)
{
    for (auto const &key : table.foreign_keys) {
        auto const *const to = model::find_table(schema, key.table);
        if (key.columns != std::vector{kind_column} || to == nullptr || to->label == users) {
            continue;
        }
        for (auto const &unique : to->unique_keys) {
            auto const texts = std::all_of(unique.columns.begin(), unique.columns.end(), [&](auto const &name) {
                auto const *const column = model::find_column(*to, name);
                return column != nullptr && column->kind == model::Kind::text;
            });
            if (unique.plain() && !unique.columns.empty() && texts) {
                return {to->label, key.referenced.front(), unique.columns};
            }
        }
    }
    return {};
}

std::vector<std::string> may_be_kinds(Covered const &covered, model::Table const &table, std::string const &id)
{
    constexpr std::size_t most = 12;
    std::vector<std::string> taken;
    for (auto const &column : table.columns) {
        if (column.name != id) {
            taken.push_back(kind_beside(table, column.name));
        }
    }
    std::vector<std::string> result;
    for (auto const &column : table.columns) {
        auto const free = column.name != id && !column.generated &&
                          !covered.wholly.contains({table.label, column.name}) &&
                          std::find(taken.begin(), taken.end(), column.name) == taken.end();
        auto const type = value_type(table.engine, column);
        if (free && !type.json && !type.bytes && !type.list && !type.uuid && result.size() < most) {
            result.push_back(column.name);
        }
    }
    return result;
}

std::vector<std::string> keys_beside(Covered const &covered, model::Table const &table, std::string const &value)
{
    constexpr std::size_t most = 4;
    auto const *const own = model::find_column(table, value);
    auto const is_text = own != nullptr && value_type(table.engine, *own).text;
    std::vector<std::string> found;
    for (auto const &column : table.columns) {
        auto const may_be = column.name != value && !column.generated && value_type(table.engine, column).text &&
                            !covered.wholly.contains({table.label, column.name});
        if (!may_be) {
            continue;
        }
        auto const by_name = is_value(value) && begin_in_one_way(column.name, value);
        if (by_name || (is_text && is_key_of_rows(covered, table, column.name))) {
            return {column.name};
        }
        if (is_value(value) && found.size() < most) {
            found.push_back(column.name);
        }
    }
    return found;
}

} // namespace tributary::undeclared
