#include "merge/undeclared/kinds.hpp"

#include <algorithm>
#include <cstdint>

namespace tributary::undeclared {

std::map<std::string, Tally::Of> kinds_of(Counts const &counts)
{
    std::map<std::string, Tally::Of> kinds;
    for (auto const &[suspect, tally] : counts) {
        for (auto const &[kind, of] : tally.kinds) {
            auto &all = kinds[kind];
            all.values += of.values;
            all.distinct += of.distinct;
            for (auto const &[table, hits] : of.tables) {
                all.tables[table] += hits;
            }
        }
    }
    return kinds;
}

bool holds_ids(std::map<std::string, Tally::Of> const &kinds, std::string const &kind, model::KeyColumn const &table)
{
    auto const of = kinds.find(kind);
    if (of == kinds.end() || of->second.distinct < least_different_ids) {
        return false;
    }
    auto const hits = of->second.tables.find(table);
    return hits != of->second.tables.end() && hits->second * 2 >= of->second.distinct;
}

std::map<std::string, model::KeyColumn> kinds_by_values(Counts const &counts)
{
    std::int64_t values = 0;
    for (auto const &[suspect, tally] : counts) {
        values += tally.values;
    }
    std::int64_t explained = 0;
    std::map<std::string, model::KeyColumn> result;
    for (auto const &[kind, of_kind] : kinds_of(counts)) {
        auto const &of = of_kind;
        auto const whole = std::find_if(of.tables.begin(), of.tables.end(),
                                        [&](auto const &table) { return table.second == of.distinct; });
        if (of.distinct >= least_different_ids && whole != of.tables.end()) {
            explained += of.values;
            result.emplace(kind, whole->first);
        }
    }
    return explained * 10 >= values * 9 ? result : std::map<std::string, model::KeyColumn>{};
}

std::string unknown_kinds(Counts const &counts, std::set<std::string> const &known)
{
    constexpr std::size_t most = 5;
    std::string text;
    std::size_t shown = 0;
    for (auto const &[kind, of] : kinds_of(counts)) {
        if (of.values == 0 || known.contains(kind)) {
            continue;
        }
        text += shown == 0 ? "; unknown kinds: " : shown < most ? ", " : "";
        text += shown < most ? kind : shown == most ? " and others" : "";
        ++shown;
    }
    return text;
}

} // namespace tributary::undeclared
