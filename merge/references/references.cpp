#include "merge/references/references.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace tributary::references {
namespace {

/// The columns that this column's foreign keys name, those of the shortest key first.
std::vector<KeyColumn> named_by_keys(model::Schema const &schema, KeyColumn const &from)
{
    auto const *const table = model::find_table(schema, from.table);
    if (table == nullptr) {
        return {};
    }
    std::vector<std::pair<std::size_t, KeyColumn>> found;
    for (auto const &key : table->foreign_keys) {
        auto const place = std::find(key.columns.begin(), key.columns.end(), from.column);
        if (place == key.columns.end()) {
            continue;
        }
        KeyColumn to{key.table, key.referenced.at(static_cast<std::size_t>(place - key.columns.begin()))};
        if (to != from) {
            found.emplace_back(key.columns.size(), std::move(to));
        }
    }
    std::sort(found.begin(), found.end());
    std::vector<KeyColumn> result;
    for (auto &[size, to] : found) {
        result.push_back(std::move(to));
    }
    return result;
}

void collect_ends(model::Schema const &schema, KeyColumn const &at, std::set<KeyColumn> &seen,
                  std::set<KeyColumn> &result)
{
    if (!seen.insert(at).second) {
        return;
    }
    auto const next = named_by_keys(schema, at);
    if (next.empty()) {
        result.insert(at);
    }
    for (auto const &to : next) {
        collect_ends(schema, to, seen, result);
    }
}

} // namespace

Chain chain_of(model::Schema const &schema, std::string const &table, std::string const &column)
{
    Chain chain;
    KeyColumn const start{table, column};
    auto at = start;
    while (true) {
        auto const next = named_by_keys(schema, at);
        if (next.empty()) {
            return chain;
        }
        auto const &to = next.front();
        if (to == start || std::find(chain.begin(), chain.end(), to) != chain.end()) {
            // a circle: all of its columns hold the same values, and the smallest of them is where they come from
            auto const circle = to == start ? chain.begin() : std::find(chain.begin(), chain.end(), to);
            auto const smallest = std::min_element(circle, chain.end());
            if (to == start && start < *smallest) {
                return {};
            }
            chain.erase(smallest + 1, chain.end());
            return chain;
        }
        chain.push_back(to);
        at = to;
    }
}

std::vector<KeyColumn> ends(model::Schema const &schema, std::string const &table, std::string const &column)
{
    std::set<KeyColumn> seen;
    std::set<KeyColumn> result;
    collect_ends(schema, {table, column}, seen, result);
    return {result.begin(), result.end()};
}

bool is_numbered(model::Table const &table, model::Column const &column)
{
    if (column.kind != model::Kind::integer || column.generated) {
        return false;
    }
    return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](model::UniqueKey const &key) {
        auto const in_key = std::find(key.columns.begin(), key.columns.end(), column.name) != key.columns.end();
        auto const counted = !column.sequence.empty() || column.identity;
        return in_key && ((key.primary && key.columns.size() == 1) || counted);
    });
}

bool unique_in_source(model::Table const &table, std::span<std::string const> columns)
{
    return std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](model::UniqueKey const &key) {
        return key.plain() && std::all_of(key.columns.begin(), key.columns.end(), [&](std::string const &column) {
                   return std::find(columns.begin(), columns.end(), column) != columns.end();
               });
    });
}

std::vector<std::string> parents_first(model::Schema const &schema)
{
    std::map<std::string, std::set<std::string>> waits_for;
    for (auto const &table : schema.tables) {
        auto &parents = waits_for[table.label];
        for (auto const &key : table.foreign_keys) {
            if (key.table != table.label && model::find_table(schema, key.table) != nullptr) {
                parents.insert(key.table);
            }
        }
    }
    std::vector<std::string> order;
    while (!waits_for.empty()) {
        // the one that waits for the fewest; in a circle that is not none, and the smallest label breaks it
        auto const next = std::min_element(waits_for.begin(), waits_for.end(), [](auto const &a, auto const &b) {
            return a.second.size() < b.second.size();
        });
        order.push_back(next->first);
        waits_for.erase(next);
        for (auto &[label, parents] : waits_for) {
            parents.erase(order.back());
        }
    }
    return order;
}

} // namespace tributary::references
