#include "merge/undeclared/kind_numbers.hpp"

#include <algorithm>

namespace tributary::undeclared {

void KindNumbers::add(std::int64_t number)
{
    ++values;
    greatest = std::max(greatest, number);
    if (different.size() < most_different) {
        ++seen;
        different.insert(number);
    }
}

std::set<model::KeyColumn> KindNumbers::used_up(Known const &known) const
{
    std::set<model::KeyColumn> result;
    auto const look = [&](model::KeyColumn const &table, IdSet const &ids) {
        auto const has_all = [&] {
            return std::all_of(different.begin(), different.end(),
                               [&](std::int64_t number) { return ids.has(number); });
        };
        if (use_up(ids, different, most_different, seen, greatest) && has_all()) {
            result.insert(table);
        }
    };
    look(known.users_id, known.users);
    for (auto const &[table, ids] : known.tables) {
        look(table, ids);
    }
    return result;
}

Tally::Of KindNumbers::of(Known const &known, std::map<model::KeyColumn, std::size_t> &sizes) const
{
    Tally::Of result;
    result.values = values;
    result.distinct = different.size();
    result.tables = tables_of(known, different);
    result.used_up = used_up(known);
    for (auto const &[table, hits] : result.tables) {
        auto const other = known.tables.find(table);
        sizes[table] = other == known.tables.end() ? known.users.size() : other->second.size();
    }
    return result;
}

} // namespace tributary::undeclared
