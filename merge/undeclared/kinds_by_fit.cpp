#include "merge/undeclared/kinds_by_fit.hpp"

#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/seen_numbers.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

constexpr std::size_t most_drawn_alike = 8; ///< kinds

/// The kinds that mean one table.
struct Group {
    std::size_t distinct = 0;
    std::vector<std::string> kinds;
};
using Groups = std::map<model::KeyColumn, Group>;

class FitOfKinds {
public:
    FitOfKinds(Counts const &counts, model::KeyColumn const &users, bool has_to_reach)
        : m_counts(counts), m_users(users), m_has_to_reach(has_to_reach), m_kinds(kinds_of(counts))
    {
        for (auto const &[suspect, tally] : counts) {
            m_values += tally.values;
            for (auto const &[table, size] : tally.sizes) {
                m_sizes[table] += size;
            }
        }
        for (auto const &[kind, of] : m_kinds) {
            m_all.values += of.values;
            m_all.distinct += of.distinct;
            for (auto const &[table, hits] : of.tables) {
                m_all.tables[table] += hits;
            }
        }
    }

    KindsByFit run() const
    {
        KindsByFit result;
        std::map<std::string, std::vector<model::KeyColumn>> fitting;
        Groups groups;
        for (auto const &[kind, of] : m_kinds) {
            auto const tables = of.distinct < least_different_ids ? std::vector<model::KeyColumn>{} : fit(kind, of);
            if (!tables.empty()) {
                auto &group = groups[tables.front()];
                group.distinct += of.distinct;
                group.kinds.push_back(kind);
                fitting.emplace(kind, tables);
            }
        }
        if (groups.size() < 2) {
            return result;
        }
        auto const largest = std::max_element(groups.begin(), groups.end(), [&](auto const &a, auto const &b) {
                                 return size_of(a.first) < size_of(b.first);
                             })->first;
        for (auto const &[table, group] : groups) {
            if (table != largest && are_first_rows(table, group, groups)) {
                return {};
            }
        }
        result.by_accident = std::min(drawn_alike(groups, largest), in_the_gaps(groups));
        result.values = std::max(m_all.values, m_values);
        for (auto const &[kind, tables] : fitting) {
            result.explained += m_kinds.at(kind).values;
            result.kinds.tables.emplace(kind, tables.front());
            for (std::size_t i = 1; i < tables.size(); ++i) {
                if (!is_own(tables[i]) && may_be_of(kind, tables.front(), tables[i])) {
                    result.kinds.rivals.emplace_back(kind, tables[i]);
                }
            }
        }
        return result;
    }

private:
    /// The tables that have all ids of a kind, the smallest first, and the column's own last.
    std::vector<model::KeyColumn> fit(std::string const &kind, Tally::Of const &of) const
    {
        std::vector<model::KeyColumn> result;
        for (auto const &[table, hits] : of.tables) {
            if (hits == of.distinct && (!m_has_to_reach || reaches(kind, table))) {
                result.push_back(table);
            }
        }
        std::stable_sort(result.begin(), result.end(), [&](auto const &a, auto const &b) {
            auto const order = [&](auto const &table) {
                return std::tuple(is_own(table), size_of(table), table != m_users);
            };
            return order(a) < order(b);
        });
        return result;
    }

    /// How probable it is that the kinds of numbers drawn from the same rows differ as these do.
    double drawn_alike(Groups const &groups, model::KeyColumn const &largest) const
    {
        double result = m_kinds.size() > most_drawn_alike ? 1 : 0;
        for (auto const &[table, group] : groups) {
            if (table != largest) {
                auto const drawn = all_marked(group.distinct, hits_of_kind(m_all, table), m_all.distinct);
                auto const ways = choices(group.kinds.size(), m_kinds.size());
                result = std::max(result, std::min(drawn * ways, 1.0));
            }
        }
        return result;
    }

    /// How probable it is that numbers of anything avoid, for one kind, the gaps of one table, and for another those of
    /// another, whichever of the tables these are; compared with how probable it is that they avoid those of a table
    /// that has them all. Kinds of one table may share their numbers: of these one counts.
    double in_the_gaps(Groups const &groups) const
    {
        auto const tables = static_cast<double>(m_sizes.size());
        double result = 1;
        std::map<model::KeyColumn, double> in_one;
        for (auto const &[table, size] : m_sizes) {
            if (hits_of_kind(m_all, table) * 100 >= m_all.distinct * 99) {
                in_one.emplace(table, 1);
            }
        }
        for (auto const &[table, group] : groups) {
            auto const &best = *std::min_element(
                group.kinds.begin(), group.kinds.end(),
                [&, &to = table](auto const &a, auto const &b) { return accident(a, to) < accident(b, to); });
            auto const ways = tables * static_cast<double>(group.kinds.size());
            result *= std::min(accident(best, table) * ways, 1.0);
            for (auto &[other, probable] : in_one) {
                probable *= accident(best, other);
            }
        }
        double one = 1;
        for (auto const &[table, probable] : in_one) {
            one = std::min(one, probable);
        }
        return one > 0 ? std::min(result / one, 1.0) : 1;
    }

    double accident(std::string const &kind, model::KeyColumn const &table) const
    {
        auto const &of = m_kinds.at(kind).by_accident;
        auto const found = of.find(table);
        return found == of.end() ? 1 : found->second;
    }

    bool reaches(std::string const &kind, model::KeyColumn const &table) const
    {
        return std::all_of(m_counts.begin(), m_counts.end(), [&](auto const &one) {
            auto const of = one.second.kinds.find(kind);
            return of == one.second.kinds.end() || of->second.distinct == 0 || of->second.drawn_from.contains(table);
        });
    }

    bool is_own(model::KeyColumn const &table) const
    {
        return std::any_of(m_counts.begin(), m_counts.end(),
                           [&](auto const &one) { return one.first->table == table.table; });
    }

    std::size_t size_of(model::KeyColumn const &table) const
    {
        auto const size = m_sizes.find(table);
        return size == m_sizes.end() ? 0 : size->second;
    }

    /// True if the other kinds have hardly an id of those of the table, as they would if all were drawn from the rows
    /// of their own tables: then it is only that they came later.
    bool are_first_rows(model::KeyColumn const &table, Group const &group, Groups const &groups) const
    {
        double expected = 0;
        for (auto const &[other, of] : groups) {
            if (other != table) {
                expected += static_cast<double>(of.distinct) * static_cast<double>(size_of(table)) /
                            static_cast<double>(std::max(size_of(other), size_of(table)));
            }
        }
        auto const found = hits_of_kind(m_all, table) - group.distinct;
        return expected >= 2 && static_cast<double>(found) * 4 < expected;
    }

    /// True if ids of the kind that were drawn from the other table might all be those of the smaller one too.
    bool may_be_of(std::string const &kind, model::KeyColumn const &smaller, model::KeyColumn const &other) const
    {
        auto const distinct = std::min(m_kinds.at(kind).distinct, size_of(smaller));
        return all_marked(distinct, size_of(smaller), size_of(other)) >= improbable_draw;
    }

    Counts const &m_counts;
    model::KeyColumn const &m_users;
    bool m_has_to_reach;
    std::map<std::string, Tally::Of> m_kinds;
    std::map<model::KeyColumn, std::size_t> m_sizes;
    Tally::Of m_all;
    std::int64_t m_values = 0; ///< those beside no kind as well
};

/// `s` of songs and `a` of albums.
bool begin_their_tables(std::map<std::string, model::KeyColumn> const &kinds)
{
    return std::all_of(kinds.begin(), kinds.end(), [](auto const &one) {
        auto const beginning = singular_of(one.first);
        auto const thing = thing_of(one.second.table);
        return !beginning.empty() && !thing.empty() &&
               (thing.front().starts_with(beginning) || thing.back().starts_with(beginning));
    });
}

} // namespace

KindsByFit kinds_by_fit(Counts const &counts, model::KeyColumn const &users, bool has_to_reach)
{
    return FitOfKinds(counts, users, has_to_reach).run();
}

KindTables sure_kinds(Counts const &counts, model::KeyColumn const &users, std::string const &name)
{
    constexpr double unusual = 1e-2;
    auto fit = kinds_by_fit(counts, users);
    auto const speaks = says_kind(name) || begin_their_tables(fit.kinds.tables);
    auto const is_sure = fit.by_accident < (speaks ? unusual : improbable_draw) && fit.explained * 10 >= fit.values * 9;
    return is_sure ? std::move(fit.kinds) : KindTables{};
}

double choices(std::size_t chosen, std::size_t all)
{
    double result = 1;
    for (std::size_t i = 0; i < chosen; ++i) {
        result *= static_cast<double>(all - i) / static_cast<double>(i + 1);
    }
    return result;
}

} // namespace tributary::undeclared
