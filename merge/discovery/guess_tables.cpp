#include "merge/discovery/guess.hpp"
#include "merge/discovery/guess_words.hpp"
#include "merge/discovery/hangs_on.hpp"
#include "merge/model/words.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tributary::discovery {
namespace {

bool contains(std::vector<std::string> const &list, std::string const &word)
{
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_moment(model::Column const &column)
{
    auto const words = undeclared::words_of(column.name);
    return column.type.find("time") != std::string::npos || column.type.find("date") != std::string::npos ||
           (words.size() > 1 && is_one_of(words.back(), {"at", "on", "time", "date"}));
}

/// Where a column's foreign key leads; empty: it has none.
std::string parent_of(model::Table const &table, std::string const &column)
{
    for (auto const &key : table.foreign_keys) {
        if (contains(key.columns, column)) {
            return key.table;
        }
    }
    return {};
}

/// A natural key: plain, without the table's own number, over texts, or a text and a parent in one of `lookups`.
bool is_natural(model::Table const &table, model::UniqueKey const &key, std::vector<std::string> const &primary,
                std::set<std::string> const &lookups)
{
    if (!key.plain() || key.columns.size() > 2 || key.primary) {
        return false;
    }
    std::size_t texts = 0;
    for (auto const &name : key.columns) {
        auto const &column = *model::find_column(table, name);
        auto const parent = parent_of(table, name);
        auto const is_text = column.kind == model::Kind::text || column.type.ends_with("citext");
        if (contains(primary, name) || (parent.empty() ? !is_text : !lookups.contains(parent))) {
            return false;
        }
        texts += parent.empty() ? 1 : 0;
    }
    return texts > 0;
}

std::size_t referring(model::Schema const &shape, std::string const &label)
{
    std::set<std::string> tables;
    for (auto const &table : shape.tables) {
        for (auto const &key : table.foreign_keys) {
            if (key.table == label && table.label != label) {
                tables.insert(table.label);
            }
        }
    }
    return tables.size();
}

bool in_two_sources(std::span<SeenSource const> sources, std::string const &table)
{
    return std::count_if(sources.begin(), sources.end(),
                         [&](auto const &source) { return own_table(source, table) != nullptr; }) > 1;
}

/// `lookups` are tables of which it is evident that they are such, and the table itself.
std::optional<LookupGuess> lookup_in(model::Schema const &shape, model::Table const &table,
                                     std::set<std::string> const &lookups)
{
    auto const *const primary = model::primary_key(table);
    auto const id = primary == nullptr ? std::vector<std::string>{} : primary->columns;
    auto const natural = std::find_if(table.unique_keys.begin(), table.unique_keys.end(),
                                      [&](auto const &key) { return is_natural(table, key, id, lookups); });
    auto const used = referring(shape, table.label);
    if (natural == table.unique_keys.end() || (used == 0 && !is_called_lookup(table.name))) {
        return std::nullopt;
    }
    // a table whose rows belong to users is not a lookup table
    if (std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(),
                    [&](auto const &key) { return !lookups.contains(key.table); })) {
        return std::nullopt;
    }
    LookupGuess guess;
    guess.table = table.label;
    guess.match = natural->columns;
    guess.evident = true;
    for (auto const &column : table.columns) {
        guess.evident = guess.evident && (contains(id, column.name) || contains(natural->columns, column.name) ||
                                          is_moment(column) || column.generated);
    }
    guess.why = used == 0 ? "unique" : "unique; " + model::counted(used, "table refers to it", "tables refer to it");
    return guess;
}

/// Words after a text's name that show that it is not a title: another spelling would mean something else.
bool means_something(std::string const &word)
{
    return is_one_of(word, {"id",  "uuid",    "uid",  "type",    "kind",   "hash",     "url",
                            "uri", "domain",  "host", "server",  "token",  "email",    "mail",
                            "key", "version", "ip",   "address", "locale", "language", "provider"});
}

/// True if other tables refer to the column together with others: a new value would not reach them.
bool is_referred_to_with_others(model::Schema const &shape, references::KeyColumn const &column)
{
    return std::any_of(shape.tables.begin(), shape.tables.end(), [&](auto const &table) {
        return std::any_of(table.foreign_keys.begin(), table.foreign_keys.end(), [&](auto const &key) {
            return key.table == column.table && key.referenced.size() > 1 && contains(key.referenced, column.column);
        });
    });
}

/// What answers best for rows that meet in this key; no policy: nothing that would do no harm. `refers` are the columns
/// that no policy may change.
UniqueGuess policy_for(model::Schema const &shape, model::Table const &table, std::vector<std::string> const &columns,
                       std::set<references::KeyColumn> const &refers)
{
    UniqueGuess guess{table.label, columns, "keep-first", {}};
    auto const *const primary = model::primary_key(table);
    std::string text;
    std::string position;
    std::size_t parents = 0;
    bool identifies = false; // a text that is the row's identity, which another text would not be
    std::string number;
    for (auto const &name : columns) {
        auto const *const column = model::find_column(table, name);
        auto const words = undeclared::words_of(name);
        auto const refers_to_rows = !parent_of(table, name).empty() || refers.contains({table.label, name});
        parents += refers_to_rows ? 1 : 0;
        if (column == nullptr || refers_to_rows || words.empty()) {
            continue;
        }
        auto const is_text = column->kind == model::Kind::text;
        if ((is_text && primary != nullptr && primary->columns.size() > 1 && contains(primary->columns, name)) ||
            is_referred_to_with_others(shape, {table.label, name})) {
            identifies = true;
            continue;
        }
        auto const short_code = column->max_length > 0 && column->max_length < 8; // no room for a suffix
        if (is_text && !short_code && !means_something(words.back())) {
            text = name;
        }
        auto const counts = columns.size() == 1 && !means_something(words.back());
        auto const called_so = is_one_of(
            words.back(), {"position", "pos", "ord", "order", "sort", "rank", "number", "no", "seq", "index"});
        if (column->kind == model::Kind::integer) {
            position = counts || called_so ? name : position;
            number = name;
        }
    }
    if (position.empty() && parents > 0 && parents + 1 == columns.size()) {
        position = number; // numbers per parent
    }
    if (!position.empty()) {
        return {table.label, columns, "renumber", position};
    }
    if (identifies) {
        return {table.label, columns, {}, {}};
    }
    if (!text.empty() && columns.size() > 1) {
        return {table.label, columns, "suffix", text};
    }
    auto const changed = std::find_if(table.columns.begin(), table.columns.end(), [](auto const &column) {
        return is_moment(column) && has_one_of(undeclared::words_of(column.name), {"updated", "modified", "changed"});
    });
    if (text.empty() && changed != table.columns.end()) {
        return {table.label, columns, "keep-newest", changed->name};
    }
    if (!text.empty()) {
        return {table.label, columns, "suffix", text};
    }
    return guess;
}

/// Columns that probably are references and are not declared.
std::set<references::KeyColumn> columns_named_like_user_references(model::Table const &table, UsersGuess const &users,
                                                                   std::span<KeyColumn const> references)
{
    std::set<references::KeyColumn> result;
    for (auto const &column : table.columns) {
        auto const hints = undeclared::hints_of(column.name, users.table);
        if (hints.id != undeclared::Hint::none || hints.name != undeclared::Hint::none) {
            result.insert({table.label, column.name});
        }
    }
    for (auto const &reference : references) {
        result.insert(reference);
    }
    return result;
}

/// What the key is over; of expressions the columns that they are made of. Empty: a plan cannot express that.
std::vector<std::string> columns_of(model::UniqueKey const &key)
{
    return key.columns.empty() && key.predicate.empty() ? key.uses : key.columns;
}

/// Each source's rows have numbers or uuids of their own there, or texts that are named like these.
bool is_own_number(model::Table const &table, std::vector<std::string> const &columns)
{
    if (columns.size() != 1 || !parent_of(table, columns.front()).empty()) {
        return false;
    }
    auto const &column = *model::find_column(table, columns.front());
    auto const *const primary = model::primary_key(table);
    auto const words = undeclared::words_of(column.name);
    auto const called_so = !words.empty() && is_one_of(words.back(), {"id", "uuid", "uid", "guid"});
    return references::is_numbered(table, column) || column.type == "uuid" ||
           (called_so && primary != nullptr && primary->columns == columns);
}

} // namespace

bool is_called_lookup(std::string const &table)
{
    auto const words = undeclared::thing_of(table);
    return !words.empty() &&
           is_one_of(words.back(),
                     {"tag",    "category", "label",   "topic",      "language", "country", "currency", "genre",
                      "status", "type",     "role",    "permission", "keyword",  "region",  "city",     "color",
                      "unit",   "level",    "licence", "license",    "hashtag",  "emoji"});
}

std::vector<LookupGuess> lookups(model::Schema const &shape, std::span<SeenSource const> sources,
                                 UsersGuess const &users, std::span<Link const> links)
{
    std::map<std::string, LookupGuess> found;
    std::set<std::string> evident;
    for (bool more = true; more;) { // a table whose parents are lookup tables may be one as well
        more = false;
        for (auto const &table : shape.tables) {
            if (table.label == users.table || found.contains(table.label) || !in_two_sources(sources, table.label)) {
                continue;
            }
            auto known = evident;
            known.insert(table.label);
            if (auto guess = lookup_in(shape, table, known)) {
                more = true;
                if (guess->evident) {
                    evident.insert(table.label);
                }
                found.emplace(table.label, std::move(*guess));
            }
        }
    }
    std::vector<LookupGuess> result;
    for (auto const &table : shape.tables) {
        if (auto const guess = found.find(table.label); guess != found.end()) {
            auto const hangs = what_hangs_on(shape, links, users.table, table.label, evident);
            guess->second.joins = hangs.owned;
            guess->second.chosen = hangs.chosen;
            result.push_back(std::move(guess->second));
        }
    }
    return result;
}

std::vector<UniqueGuess> uniques(model::Schema const &shape, std::span<SeenSource const> sources,
                                 UsersGuess const &users, std::optional<KeysGuess> const &keys,
                                 std::vector<LookupGuess> const &lookups, std::span<KeyColumn const> references)
{
    std::vector<UniqueGuess> result;
    for (auto const &table : shape.tables) {
        if (table.label == users.table || !in_two_sources(sources, table.label)) {
            continue;
        }
        auto const refers = columns_named_like_user_references(table, users, references);
        for (auto const &key : table.unique_keys) {
            auto const columns = columns_of(key);
            auto const of_keys = keys && keys->table == table.label && contains(columns, keys->column);
            auto const of_lookup = std::any_of(lookups.begin(), lookups.end(), [&](auto const &lookup) {
                return lookup.table == table.label && lookup.match == columns;
            });
            auto const known = std::any_of(result.begin(), result.end(), [&](auto const &guess) {
                return guess.table == table.label && guess.columns == columns;
            });
            if (!columns.empty() && !of_keys && !of_lookup && !known && !is_own_number(table, columns)) {
                if (auto guess = policy_for(shape, table, columns, refers); !guess.policy.empty()) {
                    result.push_back(std::move(guess));
                }
            }
        }
    }
    return result;
}

} // namespace tributary::discovery
