#include "merge/undeclared/kinds_by_use.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

bool has_all_of(Tally::Of const &of, model::KeyColumn const &table) { return hits_of_kind(of, table) == of.distinct; }

class KindsByUse {
public:
    KindsByUse(Counts const &counts, model::KeyColumn const &users)
        : m_counts(counts), m_users(users), m_kinds(kinds_of(counts))
    {
        for (auto const &[suspect, tally] : counts) {
            m_values += tally.values;
            for (auto const &[table, size] : tally.sizes) {
                m_sizes[table] += size;
            }
        }
        for (auto const &[kind, of] : m_kinds) {
            m_all.distinct += of.distinct;
            for (auto const &[table, hits] : of.tables) {
                m_all.tables[table] += hits;
            }
        }
    }

    KindTables tables(std::map<std::string, model::KeyColumn> const &known) const
    {
        KindTables result{known, {}};
        std::vector<std::set<model::KeyColumn>> used;
        for (auto const &[kind, table] : known) {
            used.push_back({table});
        }
        for (auto const &[kind, of] : m_kinds) {
            auto tables = used_up_in_each_source(kind);
            if (auto const table = smallest(tables); table && !known.contains(kind)) {
                result.tables.emplace(kind, *table);
                for (auto const &other : tables) {
                    if (other != *table) {
                        result.rivals.emplace_back(kind, other);
                    }
                }
                used.push_back(std::move(tables));
            }
        }
        if (used.size() < 2 || may_be_one(used) || !are_drawn_apart(result.tables)) {
            return {};
        }
        std::int64_t explained = 0;
        for (auto const &[kind, of] : m_kinds) {
            if (!result.tables.contains(kind)) {
                add_small(kind, of, result.tables);
            }
            explained += result.tables.contains(kind) ? of.values : 0;
        }
        return !known.empty() || explained * 10 >= m_values * 9 ? result : KindTables{};
    }

private:
    /// Tables that the kind uses up in two sources, and whose ids it has in the others.
    std::set<model::KeyColumn> used_up_in_each_source(std::string const &kind) const
    {
        std::map<model::KeyColumn, std::size_t> sources;
        for (auto const &[suspect, tally] : m_counts) {
            auto const of = tally.kinds.find(kind);
            for (auto const &table : of == tally.kinds.end() ? std::set<model::KeyColumn>{} : of->second.used_up) {
                ++sources[table];
            }
        }
        std::set<model::KeyColumn> result;
        for (auto const &[table, count] : sources) {
            if (count > 1 && has_all_of(m_kinds.at(kind), table)) {
                result.insert(table);
            }
        }
        return result;
    }

    std::optional<model::KeyColumn> smallest(std::set<model::KeyColumn> const &tables) const
    {
        auto const found = std::min_element(tables.begin(), tables.end(), [&](auto const &a, auto const &b) {
            return std::pair(size_of(a), a != m_users) < std::pair(size_of(b), b != m_users);
        });
        return found == tables.end() ? std::nullopt : std::optional(*found);
    }

    std::size_t size_of(model::KeyColumn const &table) const
    {
        auto const size = m_sizes.find(table);
        return size == m_sizes.end() ? 0 : size->second;
    }

    static bool may_be_one(std::vector<std::set<model::KeyColumn>> const &used)
    {
        return std::any_of(used.front().begin(), used.front().end(), [&](auto const &table) {
            return std::all_of(used.begin(), used.end(), [&](auto const &tables) { return tables.contains(table); });
        });
    }

    /// Of numbers drawn from one table, those of one kind would not avoid what the ids of a smaller one do not reach.
    bool are_drawn_apart(std::map<std::string, model::KeyColumn> const &found) const
    {
        auto const most = std::max_element(found.begin(), found.end(), [&](auto const &a, auto const &b) {
                              return size_of(a.second) < size_of(b.second);
                          })->second;
        return std::all_of(found.begin(), found.end(), [&](auto const &one) {
            auto const &of = m_kinds.at(one.first);
            return one.second == most ||
                   all_marked(of.distinct, hits_of_kind(m_all, one.second), m_all.distinct) < improbable_draw;
        });
    }

    static void add_small(std::string const &kind, Tally::Of const &of, std::map<std::string, model::KeyColumn> &result)
    {
        std::set<model::KeyColumn> fit;
        for (auto const &[table, hits] : of.tables) {
            if (has_all_of(of, table)) {
                fit.insert(table);
            }
        }
        if (fit.size() == 1 && of.distinct >= least_different_ids) {
            result.emplace(kind, *fit.begin());
        }
    }

    Counts const &m_counts;
    model::KeyColumn const &m_users;
    std::map<std::string, Tally::Of> m_kinds;
    std::map<model::KeyColumn, std::size_t> m_sizes;
    Tally::Of m_all;
    std::int64_t m_values = 0;
};

} // namespace

KindTables kinds_by_use(Counts const &counts, model::KeyColumn const &users,
                        std::map<std::string, model::KeyColumn> const &known)
{
    return KindsByUse(counts, users).tables(known);
}

} // namespace tributary::undeclared
