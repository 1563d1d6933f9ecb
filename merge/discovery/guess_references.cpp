#include "merge/discovery/guess.hpp"
#include "merge/discovery/guess_words.hpp"
#include "merge/model/words.hpp"
#include "merge/references/references.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>

namespace tributary::discovery {
namespace {

/// What a column of ids is named after: `parent_post_id` after "parent post".
struct Called {
    std::vector<std::string> words; ///< empty: after nothing
    bool separated = true;          ///< `post_id`, not `postid`
    bool bare = false;              ///< `post`: only its values show that it is an id
};

Called called_after(std::string const &column, bool array)
{
    auto words = undeclared::words_of(array ? undeclared::singular_of(column) : column);
    if (words.size() > 1 && is_one_of(words.back(), {"id", "uid", "uuid", "guid", "fk", "ref"})) {
        words.pop_back();
        return {std::move(words)};
    }
    if (words.size() > 1 && is_one_of(words.front(), {"id", "fk"})) {
        words.erase(words.begin());
        return {std::move(words)};
    }
    constexpr std::size_t shortest = 5; // topicid, but paid and grid are words of their own
    if (!words.empty() && words.back().size() >= shortest && words.back().ends_with("id")) {
        words.back().resize(words.back().size() - 2);
        return {std::move(words), false};
    }
    return {std::move(words), true, true};
}

/// Names of plain numbers, even where a table has the same name.
bool may_mean_itself(std::string const &column)
{
    auto const words = undeclared::words_of(column);
    return !words.empty() &&
           is_one_of(words.back(),
                     {"order", "position", "rank",    "level",  "number",   "count",  "index",    "type", "kind",
                      "state", "status",   "version", "size",   "score",    "weight", "priority", "year", "month",
                      "day",   "date",     "time",    "period", "duration", "length", "step",     "stage"});
}

bool ends_in(std::vector<std::string> const &words, std::vector<std::string> const &end)
{
    return !end.empty() && end.size() <= words.size() &&
           std::equal(end.begin(), end.end(), words.end() - static_cast<std::ptrdiff_t>(end.size()));
}

/// The word that all tables begin with, as `mdl` of mdl_user. Empty if there is none.
std::string prefix_of(model::Schema const &shape)
{
    std::string prefix;
    for (auto const &table : shape.tables) {
        auto const words = undeclared::words_of(table.name);
        if (words.size() < 2 || (!prefix.empty() && words.front() != prefix)) {
            return {};
        }
        prefix = words.front();
    }
    return prefix;
}

std::vector<std::string> thing_behind(std::string const &prefix, std::string const &table)
{
    auto thing = thing_of(table);
    if (thing.size() > 1 && thing.front() == prefix) {
        thing.erase(thing.begin());
    }
    return thing;
}

/// The same, or its last word cut short: repo_id leads to repositories; or what belongs to the table itself:
/// category_id of emojis leads to emoji_categories.
bool may_mean(Called const &name_words, std::vector<std::string> const &thing, std::vector<std::string> own)
{
    own.insert(own.end(), name_words.words.begin(), name_words.words.end());
    auto const &last = name_words.words.back();
    auto const cut = last.size() >= 4 && thing.size() == 1 && thing.front().starts_with(last);
    return ends_in(name_words.words, thing) || own == thing || (cut && name_words.separated && !name_words.bare);
}

/// What a row says of another one of its own table.
bool means_own_table(std::vector<std::string> const &words)
{
    return ends_in(words, {"parent"}) || ends_in(words, {"reports", "to"}) || ends_in(words, {"reply", "to"});
}

/// The element type of an array type; empty: not an array.
std::string element_of(model::Column const &column)
{
    return column.type.ends_with("[]") ? column.type.substr(0, column.type.size() - 2) : std::string();
}

/// Whole numbers and uuids, which may be in arrays of texts as well.
bool may_be_element(std::string const &element, model::Column const &id)
{
    if (element == "text" || element.starts_with("character varying")) {
        return true;
    }
    return id.kind == model::Kind::integer ? is_one_of(element, {"smallint", "integer", "bigint"}) : element == id.type;
}

/// The id of a table that a column may hold: its only primary key column, of the same kind of type.
std::optional<references::KeyColumn> id_for(model::Table const &table, model::Column const &column)
{
    auto const *const key = model::primary_key(table);
    if (key == nullptr || key->columns.size() != 1) {
        return std::nullopt;
    }
    auto const &id = *model::find_column(table, key->columns.front());
    auto const element = element_of(column);
    auto const alike = element.empty()
                           ? id.kind == column.kind && (id.kind != model::Kind::other || id.type == column.type)
                           : may_be_element(element, id);
    return alike ? std::optional(references::KeyColumn{table.label, id.name}) : std::nullopt;
}

/// Half of a pair of kind and id: the row says which table is meant.
bool has_kind_beside(model::Table const &table, std::string const &column)
{
    auto const kinds = undeclared::kind_columns_for(column);
    return std::any_of(table.columns.begin(), table.columns.end(), [&](auto const &other) {
        std::string joined_words;
        for (auto const &word : undeclared::words_of(other.name)) {
            joined_words += (joined_words.empty() ? "" : "_") + word;
        }
        return std::find(kinds.begin(), kinds.end(), joined_words) != kinds.end();
    });
}

std::string share(std::int64_t hits, std::int64_t values)
{
    auto const all = model::counted(values, "value", "values");
    return hits != values ? std::to_string(hits) + " of " + all : values == 1 ? "its only value" : "all " + all;
}

} // namespace

std::vector<SoftReference> soft_references(model::Schema const &shape, std::span<SeenSource const> sources,
                                           UsersGuess const &users, std::optional<KeysGuess> const &keys)
{
    std::vector<SoftReference> result;
    auto const prefix = prefix_of(shape);
    for (auto const &table : shape.tables) {
        for (auto const &column : table.columns) {
            SoftReference reference;
            reference.from = {table.label, column.name};
            reference.array = !element_of(column).empty();
            auto const name_words = called_after(column.name, reference.array);
            reference.bare = name_words.bare;
            auto const whose = keys && keys->table == table.label && keys->user == column.name;
            auto const *const primary = model::primary_key(table);
            auto const own = (primary != nullptr && primary->columns == std::vector{column.name}) ||
                             references::is_numbered(table, column);
            if (name_words.words.empty() || whose || own || column.generated ||
                is_declared(shape, sources, reference.from) || has_kind_beside(table, column.name)) {
                continue;
            }
            for (auto const &other : shape.tables) {
                auto const thing = thing_behind(prefix, other.name);
                auto const self = other.label == table.label && means_own_table(name_words.words);
                auto const to = id_for(other, column);
                if (to && other.label != users.table &&
                    (self || may_mean(name_words, thing, thing_behind(prefix, table.name)))) {
                    reference.to.push_back(*to);
                }
            }
            auto const hints = undeclared::hints_of(column.name, users.table);
            auto const of_users = (reference.array ? hints.ids : hints.id) != undeclared::Hint::none;
            auto const number = column.kind == model::Kind::integer || reference.array;
            if (!reference.to.empty() || (number && !name_words.bare && !of_users)) {
                reference.hits.assign(reference.to.size(), 0);
                result.push_back(std::move(reference));
            }
        }
    }
    return result;
}

bool is_nearly_all(std::int64_t hits, std::int64_t values)
{
    return values > 0 && static_cast<double>(hits) >= 0.99 * static_cast<double>(values);
}

Verdict verdict(SoftReference const &reference)
{
    Verdict result;
    if (reference.to.empty()) {
        return result;
    }
    if (reference.values == 0) {
        result.kind = reference.bare ? Verdict::Kind::nothing : Verdict::Kind::reference;
        result.why = "by its name; no row has a value in it yet";
        return result;
    }
    auto const best = std::max_element(reference.hits.begin(), reference.hits.end());
    result.to = static_cast<std::size_t>(best - reference.hits.begin());
    result.why = share(*best, reference.values) + " " + std::string(model::plural(*best, "is", "are")) + " there";
    if (*best == 0) {
        return result;
    }
    auto const nearly_all = is_nearly_all(*best, reference.values);
    if (reference.bare && !nearly_all) {
        return result;
    }
    auto const sure = nearly_all && !(reference.bare && may_mean_itself(reference.from.column));
    result.kind = sure ? Verdict::Kind::reference : Verdict::Kind::ask;
    return result;
}

} // namespace tributary::discovery
