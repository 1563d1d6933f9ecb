#include "merge/undeclared/named_after.hpp"

#include "merge/model/expect_found.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/id_words.hpp"
#include "merge/undeclared/user_words.hpp"
#include "merge/undeclared/value_type.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace tributary::undeclared {
namespace {

using Words = std::vector<std::string>;

constexpr std::array says_nothing = {"app", "auth", "site", "core", "tbl", "public", "main", "t"};

/// One form for both numbers of a noun that has a Latin, Greek or French plural: taxon and taxa, radius and radii,
/// appendix and appendices (whose singular_of() is appendice). Words for comparison, not for reading.
std::string one_form(std::string const &word)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 9> endings{{{"eaux", "eau"},
                                                                                    {"ae", "a"},
                                                                                    {"ata", "a"},
                                                                                    {"on", "a"},
                                                                                    {"um", "a"},
                                                                                    {"us", "i"},
                                                                                    {"ix", "ice"},
                                                                                    {"ex", "ice"},
                                                                                    {"yx", "yce"}}};
    constexpr std::size_t shortest_stem = 2;
    for (auto const &[ending, form] : endings) {
        if (word.size() >= ending.size() + shortest_stem && word.ends_with(ending)) {
            return word.substr(0, word.size() - ending.size()) + std::string(form);
        }
    }
    return word;
}

bool is_one_noun(std::string const &a, std::string const &b) { return a == b || one_form(a) == one_form(b); }

bool ends_in(Words const &words, Words const &end)
{
    return !end.empty() && end.size() <= words.size() &&
           std::equal(end.begin(), end.end(), words.end() - static_cast<std::ptrdiff_t>(end.size()), is_one_noun);
}

/// The word that all tables begin with, as `mdl` of mdl_user. Empty if there is none.
std::string prefix_of(model::Schema const &schema)
{
    std::string prefix;
    for (auto const &table : schema.tables) {
        auto const words = words_of(table.name);
        if (words.size() < 2 || (!prefix.empty() && words.front() != prefix)) {
            return {};
        }
        prefix = words.front();
    }
    return prefix;
}

Words thing_behind(std::string const &prefix, std::string const &table)
{
    auto thing = thing_of(table);
    if (thing.size() > 1 && thing.front() == prefix) {
        thing.erase(thing.begin());
    }
    return thing;
}

/// True if `part` is in the middle: last_edit_sent says something of an edit, edit_size of a size.
bool has_inside(Words const &words, Words const &part)
{
    return words.size() >= part.size() + 2 &&
           std::search(words.begin() + 1, words.end() - 1, part.begin(), part.end()) != words.end() - 1;
}

/// True if the thing is what the other one does or is, as friendship, and mentoring: friend_id is not the id of one.
bool is_derived(std::string const &thing, std::string const &from)
{
    return thing == from + "ship" || thing == from + "ing";
}

enum class Named {
    not_at_all,
    in_part,
    beside, ///< by the whole name but the prefix that its own table has too: stage of crm_leads, and crm_stages
    whole,
};

/// True if the column is named after the thing without the first word, which its own table's name begins with as well.
bool is_beside(Words const &name, Words const &thing, Words const &own_thing)
{
    return thing != own_thing && thing.size() > 1 && own_thing.size() > 1 && thing.front() == own_thing.front() &&
           ends_in(name, Words(thing.begin() + 1, thing.end()));
}

/// `own` is the thing of the table that the column is in: category_id of emojis leads to emoji_categories.
Named named(ReadName const &name, Words const &thing, Words const &own_thing)
{
    if (name.words.empty() || thing.empty()) {
        return Named::not_at_all;
    }
    auto const ids = name.words.back().size() > 1 && !name.bare; // companies_id
    auto const singular = ids ? words_of(singular_of(joined_words(name.words))) : name.words;
    if (ends_in(singular, thing)) {
        return Named::whole;
    }
    auto own = own_thing;
    own.insert(own.end(), name.words.begin(), name.words.end());
    if (ends_in(name.words, thing) || own == thing) {
        return Named::whole;
    }
    if (is_beside(singular, thing, own_thing)) {
        return Named::beside;
    }
    auto const &last = name.words.back();
    auto const cut =
        last.size() >= 4 && thing.size() == 1 && !is_derived(thing.front(), last) &&
        (thing.front().starts_with(last) || thing.front().ends_with(last)); // repo, repositories; hook, webhooks
    auto const without_prefix = thing.size() > name.words.size() && ends_in(thing, name.words);
    auto const in_part = !name.bare && name.separated && (cut || without_prefix);
    return in_part || has_inside(name.words, thing) ? Named::in_part : Named::not_at_all;
}

/// What a row says of another one of its own table.
bool means_own_table(Words const &words)
{
    return ends_in(words, {"parent"}) || ends_in(words, {"reports", "to"}) || ends_in(words, {"reply", "to"}) ||
           ends_in(words, {"in", "reply", "to"});
}

/// Whole numbers and uuids, which may be in arrays of texts as well.
bool may_be_element(std::string const &element, model::Column const &id)
{
    if (element == "text" || element.starts_with("character varying")) {
        return true;
    }
    constexpr std::array integers = {"smallint", "integer", "bigint"};
    return id.kind == model::Kind::integer ? is_in(integers, element) : element == id.type;
}

/// The only column of the primary key; of several (a partitioned table has its partition key there) the one that
/// numbers the rows. Null if there is none.
model::Column const *id_of(model::Table const &table)
{
    auto const *const key = model::primary_key(table);
    if (key == nullptr) {
        return nullptr;
    }
    auto const found = std::find_if(key->columns.begin(), key->columns.end(), [&](auto const &name) {
        auto const *const column = model::find_column(table, name);
        return column != nullptr && (key->columns.size() == 1 || references::is_numbered(table, *column));
    });
    return found == key->columns.end() ? nullptr : model::find_column(table, *found);
}

/// A text may hold numbers, and where an engine binds no types anything may: only the values show it.
bool may_hold(ValueType const &type, model::Column const &column, model::Column const &id)
{
    auto const same = id.kind == column.kind && (id.kind != model::Kind::other || id.type == column.type);
    return same || (id.kind == model::Kind::integer && (type.integer || type.text));
}

/// The table's id, if the column can hold it.
std::optional<NamedAfter> id_for(model::Table const &table, model::Column const &column)
{
    auto const *const id = id_of(table);
    if (id == nullptr) {
        return std::nullopt;
    }
    auto const element = element_of(column);
    auto const alike =
        element.empty() ? may_hold(value_type(table.engine, column), column, *id) : may_be_element(element, *id);
    auto const shifted = references::is_numbered(table, *id) && id->kind == model::Kind::integer;
    return alike ? std::optional(NamedAfter{{table.label, id->name}, true, shifted}) : std::nullopt;
}

} // namespace

ReadName read_id_name(std::string_view column, bool array)
{
    auto words = words_of(array ? singular_of(column) : std::string(column));
    if (words.size() > 1 && is_in(id_endings, words.back())) {
        words.pop_back();
        return {std::move(words)};
    }
    if (words.size() > 1 && (words.front() == "id" || words.front() == "fk")) {
        words.erase(words.begin());
        return {std::move(words)};
    }
    constexpr std::size_t shortest = 5; // topicid, but paid and grid are words of their own
    auto const is_key = !words.empty() && words.back().size() >= shortest - 1 && words.back().ends_with("fk"); // picfk
    if (is_key || (!words.empty() && words.back().size() >= shortest && words.back().ends_with("id"))) {
        words.back().resize(words.back().size() - 2);
        return {std::move(words), false};
    }
    return {std::move(words), true, true};
}

TableNames::TableNames(model::Schema const &schema)
{
    auto const prefix = prefix_of(schema);
    for (auto const &table : schema.tables) {
        m_things.push_back({&table, thing_behind(prefix, table.name)});
    }
}

bool TableNames::has(Words const &words) const
{
    return std::any_of(m_things.begin(), m_things.end(), [&](auto const &thing) { return thing.words == words; });
}

TableNames::Thing const &TableNames::named(std::string const &label) const
{
    return model::expect_found(
        m_things, [&](auto const &thing) { return thing.table->label == label; }, "table", label);
}

std::vector<NamedAfter> named_after(TableNames const &names, model::Table const &table, model::Column const &column,
                                    std::string const &users)
{
    auto const name = read_id_name(column.name, !element_of(column).empty());
    auto const &own = names.thing(table.label);
    std::vector<NamedAfter> whole;
    std::vector<NamedAfter> beside;
    std::vector<NamedAfter> in_part;
    for (auto const &other : names.things()) {
        auto const self = other.table->label == table.label && means_own_table(name.words);
        auto const how = self ? Named::whole : named(name, other.words, own);
        auto to = other.table->label == users || how == Named::not_at_all ? std::nullopt : id_for(*other.table, column);
        if (to) {
            to->whole = how != Named::in_part;
            (how == Named::whole ? whole : how == Named::beside ? beside : in_part).push_back(*to);
        }
    }
    return !whole.empty() ? whole : !beside.empty() ? beside : in_part;
}

std::vector<NamedAfter> begun_by(TableNames const &names, std::string const &word)
{
    model::Column column;
    column.type = "bigint";
    column.kind = model::Kind::integer;
    std::vector<NamedAfter> result;
    for (auto const &thing : names.things()) {
        auto const begins = std::any_of(thing.words.begin(), thing.words.end(), [&](auto const &part) {
            auto const is_end = &part == &thing.words.front() || &part == &thing.words.back();
            auto const is_shorter = part.size() > word.size() || thing.words.size() > 1;
            return is_end && is_shorter && part.starts_with(word);
        });
        if (auto to = begins ? id_for(*thing.table, column) : std::nullopt; to && to->shifted) {
            result.push_back(*to);
        }
    }
    return result;
}

bool is_like_parent(std::string const &column) { return means_own_table(read_id_name(column).words); }

std::vector<std::string> thing_of(std::string_view table)
{
    auto words = words_of(singular_of(table));
    while (words.size() > 1 && is_in(says_nothing, words.front())) {
        words.erase(words.begin());
    }
    return words;
}

std::string element_of(model::Column const &column)
{
    return column.type.ends_with("[]") ? column.type.substr(0, column.type.size() - 2) : std::string();
}

} // namespace tributary::undeclared
