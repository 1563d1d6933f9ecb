#include "merge/undeclared/role_kinds.hpp"

#include "merge/undeclared/kinds.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

using TablesOfKinds = std::map<std::string, model::KeyColumn>;

bool fits(Tally::Of const &of, model::KeyColumn const &table)
{
    return of.distinct > 0 && hits_of_kind(of, table) * 10 >= of.distinct * 9;
}

bool is_true(std::string const &value)
{
    return value == "1" || value == "t" || value == "true" || value == "y" || value == "yes";
}

/// `is_org`, `to_group`: what remains says what the row belongs to.
std::vector<std::string> without_particle(std::string const &column)
{
    constexpr std::array particles = {"is", "to", "for", "by", "from", "has", "in", "as", "of"};
    auto words = words_of(column);
    auto const particle =
        words.size() > 1 && std::find(particles.begin(), particles.end(), words[0]) != particles.end();
    words.erase(words.begin(), words.begin() + (particle ? 1 : 0));
    return words;
}

/// `post` of is_post is called as `post_id` is.
model::Column id_called(std::vector<std::string> const &words)
{
    model::Column id;
    id.name = joined_words(words) + "_id";
    id.kind = model::Kind::integer;
    id.type = "bigint";
    return id;
}

class RoleKinds {
public:
    RoleKinds(model::Schema const &schema, model::Table const &table, KindCounts const &kinds,
              model::KeyColumn const &users, std::map<model::KeyColumn, std::size_t> const &sizes)
        : m_schema(schema), m_table(table), m_kinds(kinds), m_users(users), m_sizes(sizes)
    {
        for (auto const &[kind, of] : kinds) {
            m_all.values += of.values;
            m_all.distinct += of.distinct;
            for (auto const &[key, hits] : of.tables) {
                m_all.tables[key] += hits;
            }
        }
    }

    /// Kinds that are called like tables in which their ids are. Where none is called like users, it takes a few ids.
    TablesOfKinds by_name(plan::Plan const &plan) const
    {
        TablesOfKinds result;
        auto least = least_different_ids;
        for (auto const &[kind, of] : m_kinds) {
            auto const table = table_of_kind_with_number(plan, m_schema, kind);
            if (table && fits(of, *table)) {
                result.emplace(kind, *table);
                least = *table == m_users ? 1 : least;
            }
        }
        std::erase_if(result, [&](auto const &one) { return m_kinds.at(one.first).distinct < least; });
        return result;
    }

    /// What is true of the rows of a table after which the flag is called.
    TablesOfKinds by_flag(model::Column const &flag) const
    {
        auto const yes =
            std::find_if(m_kinds.begin(), m_kinds.end(), [](auto const &one) { return is_true(one.first); });
        if (yes == m_kinds.end() || m_kinds.size() > 2) {
            return {};
        }
        auto const words = without_particle(flag.name);
        if (words.empty() || singular_of(words.back()) != words.back()) {
            return {}; // `members` is a count
        }
        for (auto const &named : named_after(TableNames(m_schema), m_table, id_called(words), m_users.table)) {
            if (named.to.table != m_table.label && fits(yes->second, named.to)) {
                return {{yes->first, named.to}};
            }
        }
        constexpr std::size_t shortest = 3; // `org` of organizations
        auto const begun = words.size() == 1 && words[0].size() >= shortest ? begun_by(words[0], yes->second)
                                                                            : std::optional<model::KeyColumn>();
        return begun ? TablesOfKinds{{yes->first, *begun}} : TablesOfKinds{};
    }

    /// `u` of users and `t` of teams: each kind begins a table's name, and has all its ids there.
    TablesOfKinds by_beginning() const
    {
        TablesOfKinds result;
        std::set<model::KeyColumn> tables;
        for (auto const &[kind, of] : m_kinds) {
            if (of.as_null) {
                continue;
            }
            auto const table = begun_by(kind, of);
            if (!table || !tables.insert(*table).second) {
                return {};
            }
            result.emplace(kind, *table);
        }
        return tables.contains(m_users) ? result : TablesOfKinds{};
    }

    /// The ids of a kind are those of another table, and would not be if they were drawn from the same rows as those of
    /// the other kinds: these are users', and do not fit it.
    TablesOfKinds by_values() const
    {
        TablesOfKinds result;
        for (auto const &[kind, of] : m_kinds) {
            auto const *const best = of.distinct < least_different_ids ? nullptr : smallest_table_of(of);
            if (best != nullptr && (is_apart_from_users(of) || is_drawn_from(of, *best))) {
                result.emplace(kind, *best);
            }
        }
        return result;
    }

    /// The kinds of users are those left, if most of them fit. Empty if they do not.
    TablesOfKinds with_users(TablesOfKinds found) const
    {
        std::int64_t explained = 0;
        bool others = false;
        for (auto const &[kind, of] : m_kinds) {
            if (!found.contains(kind) && fits(of, m_users)) {
                found.emplace(kind, m_users);
            }
            auto const table = found.find(kind);
            explained += table == found.end() ? 0 : of.values;
            others = others || (table != found.end() && table->second != m_users);
        }
        return others && explained * 10 >= m_all.values * 9 ? found : TablesOfKinds{};
    }

private:
    std::size_t size_of(model::KeyColumn const &table) const
    {
        auto const size = m_sizes.find(table);
        return size == m_sizes.end() ? 0 : size->second;
    }

    /// The table whose name, or its last word, begins so, and that has these ids: users before others.
    std::optional<model::KeyColumn> begun_by(std::string const &kind, Tally::Of const &of) const
    {
        std::optional<model::KeyColumn> result;
        auto const beginning = singular_of(kind);
        for (auto const &[table, hits] : of.tables) {
            auto const *const known = model::find_table(m_schema, table.table);
            auto const thing = known == nullptr ? std::vector<std::string>{} : thing_of(known->name);
            auto const begins = !beginning.empty() && !thing.empty() &&
                                (thing.front().starts_with(beginning) || thing.back().starts_with(beginning));
            if (begins && fits(of, table) && table.table != m_table.label && (!result || table == m_users)) {
                result = table;
            }
        }
        return result;
    }

    /// The smallest that has all of these ids; the column's own table only where no other has.
    model::KeyColumn const *smallest_table_of(Tally::Of const &of) const
    {
        model::KeyColumn const *best = nullptr;
        for (auto const &[table, hits] : of.tables) {
            auto const order = [&](model::KeyColumn const &key) {
                return std::pair(key.table == m_table.label, size_of(key));
            };
            auto const is_better = best == nullptr || order(table) < order(*best);
            if (table != m_users && hits == of.distinct && is_better) {
                best = &table;
            }
        }
        return best;
    }

    /// What is not among the users is of this kind alone.
    bool is_apart_from_users(Tally::Of const &of) const
    {
        constexpr double rare = 1e-2;
        auto const missing = of.distinct - hits_of_kind(of, m_users);
        auto const all_missing = m_all.distinct - hits_of_kind(m_all, m_users);
        auto const others = m_all.distinct - of.distinct;
        return missing >= least_different_ids && (all_missing - missing) * 100 <= others && others > 0 &&
               all_marked(missing, of.distinct, m_all.distinct) < rare;
    }

    bool is_drawn_from(Tally::Of const &of, model::KeyColumn const &table) const
    {
        return of.distinct * 2 >= size_of(table) && !are_earlier_users(of, table) &&
               all_marked(of.distinct, hits_of_kind(m_all, table), m_all.distinct) < improbable_draw;
    }

    /// What the first users did is of other kinds than what came later: then the others are not of these users.
    bool are_earlier_users(Tally::Of const &of, model::KeyColumn const &table) const
    {
        auto const users = std::max(size_of(m_users), std::size_t{1});
        auto const expected = (m_all.distinct - of.distinct) * std::min(size_of(table), users) / users;
        return expected >= 2 && of.shared * 4 < expected;
    }

    model::Schema const &m_schema;
    model::Table const &m_table;
    KindCounts const &m_kinds;
    model::KeyColumn const &m_users;
    std::map<model::KeyColumn, std::size_t> const &m_sizes;
    Tally::Of m_all; ///< of all kinds
};

} // namespace

bool fit_users(KindCounts const &kinds, model::KeyColumn const &users)
{
    Tally::Of all;
    for (auto const &[kind, of] : kinds) {
        all.distinct += of.distinct;
        all.tables[users] += hits_of_kind(of, users);
    }
    return fits(all, users);
}

TablesOfKinds kinds_of_flag(model::Schema const &schema, model::Table const &table, model::Column const &flag,
                            KindCounts const &kinds, model::KeyColumn const &users,
                            std::map<model::KeyColumn, std::size_t> const &sizes)
{
    auto const several = [](auto const &one) { return one.second.distinct >= least_different_ids; };
    if (kinds.size() != 2 || !std::all_of(kinds.begin(), kinds.end(), several)) {
        return {};
    }
    RoleKinds const role(schema, table, kinds, users, sizes);
    return role.with_users(role.by_flag(flag));
}

bool may_be_flag_of(std::string const &column, std::string const &table)
{
    auto const words = without_particle(column);
    auto const thing = thing_of(table);
    return !words.empty() && !thing.empty() &&
           (thing.back().starts_with(words.back()) || thing.front().starts_with(words.back()));
}

TablesOfKinds kinds_of_role(plan::Plan const &plan, model::Schema const &schema, model::Table const &table,
                            model::Column const &kind_column, KindCounts const &kinds, model::KeyColumn const &users,
                            std::map<model::KeyColumn, std::size_t> const &sizes)
{
    RoleKinds const role(schema, table, kinds, users, sizes);
    auto found = role.with_users(role.by_name(plan));
    if (found.empty()) {
        found = role.with_users(role.by_flag(kind_column));
    }
    if (found.empty()) {
        found = role.with_users(role.by_beginning());
    }
    return found.empty() ? role.with_users(role.by_values()) : found;
}

} // namespace tributary::undeclared
