#include "merge/resolve/guess.hpp"
#include "merge/resolve/guess_words.hpp"
#include "merge/resolve/references.hpp"
#include "merge/resolve/user_words.hpp"

#include <algorithm>

namespace tributary::resolve {
namespace {

/// What a column of ids is called after: `parent_post_id` after "parent post". Empty if it is not called like an id.
std::vector<std::string> called_after(std::string const &column)
{
    auto words = words_of(column);
    if (words.size() < 2 || !is_one_of(words.back(), {"id", "uid", "uuid", "guid", "fk", "ref"})) {
        return {};
    }
    words.pop_back();
    return words;
}

bool ends_in(std::vector<std::string> const &words, std::vector<std::string> const &end)
{
    return !end.empty() && end.size() <= words.size() &&
           std::equal(end.begin(), end.end(), words.end() - static_cast<std::ptrdiff_t>(end.size()));
}

/// The same, or its last word cut short: repo_id leads to repositories.
bool may_mean(std::vector<std::string> const &words, std::vector<std::string> const &thing)
{
    auto const cut = words.back().size() >= 4 && thing.size() == 1 && thing.front().starts_with(words.back());
    return ends_in(words, thing) || cut;
}

/// The id of a table that a column may hold: its only primary key column, of the same kind of type.
std::optional<KeyColumn> id_for(model::Table const &table, model::Column const &column)
{
    auto const *const key = model::primary_key(table);
    if (key == nullptr || key->columns.size() != 1) {
        return std::nullopt;
    }
    auto const &id = *model::find_column(table, key->columns.front());
    auto const alike = id.kind == column.kind && (id.kind != model::Kind::other || id.type == column.type);
    return alike ? std::optional(KeyColumn{table.label, id.name}) : std::nullopt;
}

/// Half of a pair of kind and id: which table is meant stands in the row.
bool has_kind_beside(model::Table const &table, std::string const &column)
{
    auto words = called_after(column);
    return std::any_of(table.columns.begin(), table.columns.end(), [&](auto const &other) {
        auto kind = words_of(other.name);
        if (kind.size() < 2 || !is_one_of(kind.back(), {"type", "kind", "class", "model", "table"})) {
            return false;
        }
        kind.pop_back();
        return kind == words;
    });
}

std::string share(std::int64_t hits, std::int64_t values)
{
    return hits == values ? "all " + std::to_string(values) : std::to_string(hits) + " of " + std::to_string(values);
}

} // namespace

std::vector<SoftReference> soft_references(model::Schema const &shape, std::span<SeenSource const> sources,
                                           UsersGuess const &users, std::optional<KeysGuess> const &keys)
{
    std::vector<SoftReference> result;
    for (auto const &table : shape.tables) {
        for (auto const &column : table.columns) {
            KeyColumn const place{table.label, column.name};
            auto const words = called_after(column.name);
            auto const whose = keys && keys->table == place.table && keys->user == place.column;
            auto const *const primary = model::primary_key(table);
            auto const own = primary != nullptr && primary->columns == std::vector{column.name};
            if (words.empty() || whose || own || column.generated || is_declared(shape, sources, place) ||
                has_kind_beside(table, column.name)) {
                continue;
            }
            SoftReference reference;
            reference.from = place;
            for (auto const &other : shape.tables) {
                auto const thing = thing_of(other.name);
                auto const self = other.label == table.label && words == std::vector<std::string>{"parent"};
                auto const to = id_for(other, column);
                if (to && other.label != users.table && (self || may_mean(words, thing))) {
                    reference.to.push_back(*to);
                }
            }
            auto const of_users = hints_of(column.name, users.table).id != Hint::none;
            if (!reference.to.empty() || (column.kind == model::Kind::integer && !of_users)) {
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
        result.kind = Verdict::Kind::reference;
        result.why = "by its name; no row has a value in it yet";
        return result;
    }
    auto const best = std::max_element(reference.hits.begin(), reference.hits.end());
    result.to = static_cast<std::size_t>(best - reference.hits.begin());
    result.why = share(*best, reference.values) + " values are there";
    if (*best == 0) {
        return result;
    }
    result.kind = is_nearly_all(*best, reference.values) ? Verdict::Kind::reference : Verdict::Kind::ask;
    return result;
}

} // namespace tributary::resolve
