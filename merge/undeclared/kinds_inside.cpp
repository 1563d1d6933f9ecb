#include "merge/undeclared/kinds_inside.hpp"

#include "merge/references/path.hpp"
#include "merge/undeclared/kinds_by_fit.hpp"
#include "merge/undeclared/kinds_by_use.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>

namespace tributary::undeclared {
namespace {

std::set<KindMember> members_of(InsideCounts const &counts)
{
    std::set<KindMember> result;
    for (auto const &[suspect, tally] : counts) {
        for (auto const &[member, kinds] : tally->kinds) {
            result.insert(member);
        }
    }
    return result;
}

/// What was counted by one member, as of a column of kinds.
Counts counted_by(KindMember const &member, InsideCounts const &counts)
{
    Counts result;
    for (auto const &[suspect, tally] : counts) {
        Tally one;
        one.values = tally->values;
        one.sizes = tally->sizes;
        if (auto const found = tally->kinds.find(member); found != tally->kinds.end()) {
            one.kinds = found->second;
        }
        result.emplace_back(suspect, std::move(one));
    }
    return result;
}

std::int64_t values_of(InsideCounts const &counts)
{
    std::int64_t values = 0;
    for (auto const &[suspect, tally] : counts) {
        values += tally->values;
    }
    return values;
}

/// True if these are no numbers of another thing, which are smaller than the table's ids by accident.
bool are_surely_of(std::string const &kind, Tally::Of const &of, model::KeyColumn const &table, Counts const &counts)
{
    std::size_t size = 0;
    for (auto const &[suspect, tally] : counts) {
        auto const found = tally.sizes.find(table);
        size += found == tally.sizes.end() ? 0 : found->second;
    }
    auto const is_used_up = std::all_of(counts.begin(), counts.end(), [&](auto const &one) {
        auto const found = one.second.kinds.find(kind);
        return found == one.second.kinds.end() || found->second.used_up.contains(table);
    });
    return hits_of_kind(of, table) == of.distinct && (of.distinct * 2 >= size || is_used_up);
}

bool is_singular(std::string const &kind)
{
    auto const words = words_of(kind);
    return !words.empty() && words.back() == singular_word(words.back());
}

class Names {
public:
    Names(plan::Plan const &plan, model::Schema const &schema, model::KeyColumn const &users, Suspect const &suspect)
        : m_plan(plan), m_schema(schema), m_users(users), m_names(schema),
          m_table(*model::find_table(schema, suspect.table))
    {
    }

    /// The table after which the kind is called, or after whose rows what it does: assign_team.
    std::optional<model::KeyColumn> table_of(std::string const &kind) const
    {
        for (auto const &name : {kind, kind.substr(0, kind.find_first_of(".:/"))}) { // order of order.paid
            if (auto table = table_of_kind_with_number(m_plan, m_schema, name)) {
                return table;
            }
        }
        model::Column id;
        id.name = joined_words(words_of(kind)) + "_id";
        id.type = "bigint";
        id.kind = model::Kind::integer;
        for (auto const &named : named_after(m_names, m_table, id, m_users.table)) {
            if (named.whole && named.shifted) {
                return named.to;
            }
        }
        return hints_of(id.name, m_plan.users.table).id == Hint::none ? std::nullopt : std::optional(m_users);
    }

private:
    plan::Plan const &m_plan;
    model::Schema const &m_schema;
    model::KeyColumn const &m_users;
    TableNames m_names;
    model::Table const &m_table;
};

} // namespace

std::optional<KindsInside> kinds_inside(plan::Plan const &plan, model::Schema const &schema,
                                        model::KeyColumn const &users, InsideCounts const &counts)
{
    constexpr std::int64_t least_share = 5;
    auto const members = members_of(counts);
    if (members.empty()) {
        return std::nullopt;
    }
    std::optional<KindsInside> best;
    auto most = (values_of(counts) - 1) / least_share;
    auto const nameless = counts.front().second->nameless;
    Names const names(plan, schema, users, *counts.front().first);
    for (auto const &member : members) {
        auto const counted = counted_by(member, counts);
        auto const kinds = kinds_of(counted);
        if (kinds.size() < 2 && member.steps != members.rbegin()->steps) {
            continue; // the type of the document as a whole
        }
        KindsInside found{member, {}, {}, {}};
        for (auto const &[kind, of] : kinds) {
            auto const table = names.table_of(kind);
            if (table && holds_ids(kinds, kind, *table) && (says_kind(member.name) || is_singular(kind)) &&
                (!nameless || are_surely_of(kind, of, *table, counted))) {
                found.tables.emplace(kind, *table);
            }
        }
        auto by_use = kinds_by_use(counted, users, found.tables);
        if (!by_use.tables.empty()) {
            found.tables = std::move(by_use.tables);
            found.rivals = std::move(by_use.rivals);
        }
        if (found.tables.empty()) {
            auto by_fit = sure_kinds(counted, users, member.name);
            found.tables = std::move(by_fit.tables);
            found.rivals = std::move(by_fit.rivals);
        }
        std::int64_t explained = 0;
        for (auto const &[kind, of] : kinds) {
            explained += found.tables.contains(kind) ? of.values : 0;
            if (!found.tables.contains(kind)) {
                found.unknown.push_back(kind);
            }
        }
        if (explained > most) {
            most = explained;
            best = std::move(found);
        }
    }
    return best;
}

std::optional<KindMember> kind_member(InsideCounts const &counts)
{
    std::optional<KindMember> result;
    for (auto const &member : members_of(counts)) {
        if (says_kind(member.name) && kinds_of(counted_by(member, counts)).size() > 1) {
            result = member;
        }
    }
    return result;
}

std::map<std::string, std::vector<model::KeyColumn>> kinds_left(KindMember const &member, model::KeyColumn const &users,
                                                                InsideCounts const &counts)
{
    auto const counted = counted_by(member, counts);
    std::map<model::KeyColumn, std::size_t> sizes;
    for (auto const &[suspect, tally] : counted) {
        for (auto const &[table, size] : tally.sizes) {
            sizes[table] += size;
        }
    }
    std::map<std::string, std::vector<model::KeyColumn>> result;
    for (auto const &[kind, of] : kinds_of(counted)) {
        auto &tables = result[kind];
        for (auto const &[table, hits] : of.tables) {
            if (hits == of.distinct) {
                tables.push_back(table);
            }
        }
        std::sort(tables.begin(), tables.end(), [&](auto const &a, auto const &b) {
            return std::pair(a != users, sizes[a]) < std::pair(b != users, sizes[b]);
        });
    }
    return result;
}

std::string path_of_kind(std::string const &path, KindMember const &member, std::string const &kind,
                         InsideCounts const &counts)
{
    auto const is_number = std::any_of(counts.begin(), counts.end(), [&](auto const &one) {
        auto const kinds = one.second->kinds.find(member);
        auto const found = kinds == one.second->kinds.end() ? std::nullopt : std::optional(kinds->second.find(kind));
        return found && *found != kinds->second.end() && (*found)->second.as_number;
    });
    return path.substr(0, member.path) + references::where_step(member.name, kind, !is_number) +
           path.substr(member.path);
}

} // namespace tributary::undeclared
