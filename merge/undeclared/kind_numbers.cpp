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

namespace {

/// The tables that have all of these numbers, and of which the rest is true as well.
template <typename Rest>
std::set<model::KeyColumn> tables_with_all(Known const &known, std::set<std::int64_t> const &different,
                                           Rest const &rest)
{
    std::set<model::KeyColumn> result;
    auto const look = [&](model::KeyColumn const &table, IdSet const &ids) {
        auto const has_all = [&] {
            return std::all_of(different.begin(), different.end(),
                               [&](std::int64_t number) { return ids.has(number); });
        };
        if (rest(ids) && has_all()) {
            result.insert(table);
        }
    };
    look(known.users_id, known.users);
    for (auto const &[table, ids] : known.tables) {
        look(table, ids);
    }
    return result;
}

} // namespace

std::set<model::KeyColumn> KindNumbers::used_up(Known const &known) const
{
    return tables_with_all(known, different,
                           [&](IdSet const &ids) { return use_up(ids, different, most_different, seen, greatest); });
}

std::set<model::KeyColumn> KindNumbers::drawn_from(Known const &known) const
{
    return tables_with_all(known, different, [&](IdSet const &ids) { // what comes later counts as well
        return greatest <= ids.greatest() && may_be_drawn(ids, different, greatest);
    });
}

Tally::Of KindNumbers::of(Known const &known, std::map<model::KeyColumn, std::size_t> &sizes) const
{
    Tally::Of result;
    result.values = values;
    result.distinct = different.size();
    result.tables = tables_of(known, different);
    result.used_up = used_up(known);
    result.drawn_from = drawn_from(known);
    for (auto const &[table, hits] : result.tables) {
        auto const other = known.tables.find(table);
        auto const &ids = other == known.tables.end() ? known.users : other->second;
        sizes[table] = ids.size();
        if (hits == different.size()) {
            result.by_accident[table] = accident_of(ids, different);
        }
    }
    return result;
}

} // namespace tributary::undeclared
