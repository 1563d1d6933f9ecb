#include "merge/identity/rights_tables.hpp"

#include "merge/identity/credentials.hpp"
#include "merge/identity/privileged_names.hpp"
#include "merge/identity/short_lived.hpp"
#include "merge/model/times.hpp"

#include <algorithm>
#include <optional>

namespace tributary::identity {
namespace {

using model::MappedSource;
using model::MappedTable;
using Sign = RightsTable::Sign;
using ColumnNames = std::vector<std::string>;

constexpr std::int64_t most_kinds_of_rights = 30; ///< roles are few
constexpr std::size_t most_columns_beside = 3;    ///< since when, by whom, and why

bool contains(ColumnNames const &names, std::string const &name)
{
    return std::find(names.begin(), names.end(), name) != names.end();
}

/// The table that the column refers to in the source that fills it; empty: it refers to none.
std::string parent_of(MappedSource const &source, std::string const &column)
{
    auto const *const mapped = model::find_filled(source, column);
    return mapped == nullptr || mapped->chain.empty() ? std::string() : mapped->chain.front().table;
}

/// The same in every source; nullopt: they differ.
std::optional<std::string> parent_of(MappedTable const &table, std::string const &column)
{
    auto const first = parent_of(table.sources.front(), column);
    auto const agree = std::all_of(table.sources.begin(), table.sources.end(), [&](auto const &source) {
        return model::find_filled(source, column) != nullptr && parent_of(source, column) == first;
    });
    return agree ? std::optional(first) : std::nullopt;
}

/// The key of which the owner is a part, by itself if possible; null if no key has it.
model::UniqueKey const *key_with(MappedTable const &table, std::string const &owner)
{
    auto const &keys = table.target.unique_keys;
    auto found =
        std::find_if(keys.begin(), keys.end(), [&](auto const &key) { return key.columns == ColumnNames{owner}; });
    if (found == keys.end()) {
        found = std::find_if(keys.begin(), keys.end(), [&](auto const &key) { return contains(key.columns, owner); });
    }
    return found == keys.end() ? nullptr : &*found;
}

/// One table, looked at.
class Look {
public:
    Look(model::Mapping const &mapping, MappedTable const &table) : m_mapping(mapping), m_table(table)
    {
        auto const &users = model::users_of(mapping);
        for (auto const &column : table.target.columns) {
            auto const parent = parent_of(table, column.name);
            auto const *const primary = model::primary_key(table.target);
            if (parent == users.target.label) {
                m_persons.push_back(column.name);
            } else if (!column.generated && !model::is_time(column) &&
                       (primary == nullptr || primary->columns != ColumnNames{column.name})) {
                m_others.push_back(column.name);
            }
        }
    }

    /// `sign` is that of the plan or of the table's name; Sign::rows: neither says it.
    std::optional<RightsTable> run(Sign sign)
    {
        auto const named = sign != Sign::rows;
        auto const owner = owner_column();
        if (owner.empty()) {
            return std::nullopt;
        }
        RightsTable result{&m_table, owner, {}, nullptr, sign};
        auto const *const key = key_with(m_table, owner);
        auto const one_each = key != nullptr && key->columns.size() == 1;
        if (!one_each) {
            auto const what = key != nullptr ? beside_owner(*key, owner) : only_one(named);
            if (!what) {
                return std::nullopt; // several columns, or a moment: it says what happened
            }
            result.what = *what;
            result.lookup = model::find_table(m_mapping, parent_of(m_table, *what).value_or(""));
            std::erase(m_others, *what);
        }
        if (named) {
            return result;
        }
        auto const is_link = !result.what.empty() && m_others.size() <= (result.lookup == nullptr ? 0U : 1U) &&
                             (result.lookup == nullptr || is_small(*result.lookup));
        if (is_referred_to() || !(is_link || (one_each && has_few_columns()))) {
            return std::nullopt;
        }
        result.sign = is_link ? Sign::links : Sign::rows;
        return result;
    }

private:
    std::string owner_column() const
    {
        if (m_persons.size() == 1) {
            return m_persons.front();
        }
        ColumnNames in_keys;
        std::copy_if(m_persons.begin(), m_persons.end(), std::back_inserter(in_keys),
                     [&](auto const &name) { return key_with(m_table, name) != nullptr; });
        return in_keys.size() == 1 ? in_keys.front() : std::string();
    }

    /// Nothing if the key has more than one column beside the owner, or one of which a row says nothing (a moment).
    std::optional<std::string> beside_owner(model::UniqueKey const &key, std::string const &owner) const
    {
        auto names = key.columns;
        std::erase(names, owner);
        return names.size() == 1 && contains(m_others, names.front()) ? std::optional(names.front()) : std::nullopt;
    }

    /// Without a key: the only reference to something else than users, or, if that is enough, the only column.
    /// Empty: a row says it all, which is so in a named table only.
    std::optional<std::string> only_one(bool is_named) const
    {
        ColumnNames references;
        std::copy_if(m_others.begin(), m_others.end(), std::back_inserter(references), [&](auto const &name) {
            auto const parent = parent_of(m_table, name);
            return parent && !parent->empty();
        });
        if (references.size() == 1) {
            return references.front();
        }
        if (!is_named || references.size() > 1) {
            return is_named ? std::optional<std::string>("") : std::nullopt;
        }
        return m_others.size() == 1 ? m_others.front() : std::string();
    }

    /// Roles belong to no user, and there are few.
    bool is_small(MappedTable const &lookup) const
    {
        auto const &users = model::users_of(m_mapping).target.label;
        return std::all_of(lookup.sources.begin(), lookup.sources.end(), [&](auto const &source) {
            return source.rows <= most_kinds_of_rights && !model::refers_to(source, users);
        });
    }

    bool is_referred_to() const
    {
        return std::any_of(m_mapping.begin(), m_mapping.end(), [&](auto const &other) {
            return &other != &m_table &&
                   std::any_of(other.sources.begin(), other.sources.end(),
                               [&](auto const &source) { return model::refers_to(source, m_table.target.label); });
        });
    }

    /// A profile has more, and longer texts.
    bool has_few_columns() const
    {
        auto const &all = m_table.target.columns;
        auto const count = [&](auto const &is) {
            return std::count_if(all.begin(), all.end(),
                                 [&](auto const &column) { return contains(m_others, column.name) && is(column); });
        };
        auto const texts = count([](auto const &column) { return column.kind == model::Kind::text; });
        auto const documents = count([](auto const &column) {
            return column.type.starts_with("json") || column.type.starts_with("bytea") ||
                   column.type.starts_with("BLOB") || column.type.ends_with("[]");
        });
        return m_others.size() <= most_columns_beside && texts <= 1 && documents == 0;
    }

    model::Mapping const &m_mapping;
    MappedTable const &m_table;
    ColumnNames m_persons; ///< columns that refer to users
    ColumnNames m_others;  ///< that say something: no moment, and not the row's own number
};

/// Tables of which others take care.
bool lets_in(plan::Plan const &plan, MappedTable const &table, std::set<std::string> const &credentials)
{
    return plan::has_keys(plan, table.target.label) || credentials.contains(table.target.label) ||
           looks_short_lived(table.target, true);
}

} // namespace

std::vector<RightsTable> rights_tables(plan::Plan const &plan, model::Mapping const &mapping)
{
    std::set<std::string> credentials;
    for (auto const &table : credential_tables(plan, mapping)) {
        credentials.insert(table.label);
    }
    auto const &users = model::users_of(mapping);
    auto const &wanted = plan.users.privileges;
    std::vector<RightsTable> result;
    for (auto const &table : mapping) {
        auto const by_plan = wanted && contains(*wanted, table.target.label);
        if (&table == &users ||
            (!by_plan && (wanted || table.sources.size() < 2 || lets_in(plan, table, credentials)))) {
            continue;
        }
        auto const sign = by_plan                                              ? Sign::plan
                          : is_called_after_rights(users.target, table.target) ? Sign::name
                                                                               : Sign::rows;
        if (auto found = Look(mapping, table).run(sign)) {
            result.push_back(*found);
        }
    }
    return result;
}

std::set<std::string> lookups_of_rights(plan::Plan const &plan, model::Mapping const &mapping)
{
    std::set<std::string> result;
    for (auto const &rights : rights_tables(plan, mapping)) {
        if (rights.lookup != nullptr) {
            result.insert(rights.lookup->target.label);
        }
    }
    return result;
}

} // namespace tributary::identity
