#include "merge/discovery/hangs_on.hpp"

#include "merge/mapping/renames.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <utility>

namespace tributary::discovery {
namespace {

using Labels = std::set<std::string>;

class Links {
public:
    Links(model::Schema const &shape, std::string const &users) : m_shape(shape), m_users(users), m_names(shape) {}

    void add(std::string const &from, std::string const &column, std::string const &to)
    {
        auto const *const table = model::find_table(m_shape, from);
        auto const known = std::any_of(m_links.begin(), m_links.end(), [&](auto const &link) {
            return link.from == from && link.column == column && link.to == to;
        });
        if (!known && table != nullptr && model::find_column(*table, column) != nullptr &&
            model::find_table(m_shape, to) != nullptr) {
            m_links.push_back({from, column, to});
        }
    }

    void add_declared(model::Schema const &schema)
    {
        for (auto const &table : schema.tables) {
            for (auto const &key : table.foreign_keys) {
                for (auto const &column : key.columns) {
                    add(table.label, column, key.table);
                }
            }
        }
    }

    void add_named()
    {
        for (auto const &table : m_shape.tables) {
            for (auto const &column : table.columns) {
                if (is_link(table.label, column.name)) {
                    continue;
                }
                if (undeclared::hints_of(column.name, m_users).id == undeclared::Hint::unmistakable &&
                    table.label != m_users) {
                    add(table.label, column.name, m_users);
                }
                for (auto const &named : undeclared::named_after(m_names, table, column, m_users)) {
                    if (named.whole && named.to.table != table.label) {
                        add(table.label, column.name, named.to.table);
                    }
                }
            }
        }
    }

    std::vector<Link> take() { return std::move(m_links); }

private:
    bool is_link(std::string const &from, std::string const &column) const
    {
        return std::any_of(m_links.begin(), m_links.end(),
                           [&](auto const &link) { return link.from == from && link.column == column; });
    }

    model::Schema const &m_shape;
    std::string const &m_users;
    undeclared::TableNames m_names;
    std::vector<Link> m_links;
};

/// The search from a table to all that hangs on it.
class Search {
public:
    Search(model::Schema const &shape, std::span<Link const> links, std::string const &users, Labels const &lookups)
        : m_shape(shape), m_links(links), m_users(users), m_lookups(lookups)
    {
    }

    Hangs hangs_on(std::string const &label)
    {
        m_seen.insert(label);
        Hangs result;
        for (auto const &link : m_links) {
            if (link.to != label || m_seen.contains(link.from)) {
                continue;
            }
            if (link.from == m_users) {
                result.chosen = m_users;
                continue;
            }
            auto const parents = parents_of(link.from);
            if (parents.contains(m_users)) {
                result.owned = result.owned.empty() ? link.from : result.owned;
                continue;
            }
            auto const beyond = hangs_on(link.from);
            auto const &owned =
                !beyond.owned.empty() || parents.size() > 1 || !is_part(link) ? beyond.owned : link.from;
            result.owned = result.owned.empty() ? owned : result.owned;
            if (!beyond.chosen.empty() && result.chosen.empty()) {
                result.chosen = link.from;
            }
        }
        return result;
    }

private:
    Labels parents_of(std::string const &label) const
    {
        Labels result;
        for (auto const &link : m_links) {
            if (link.from == label && link.to != label) {
                result.insert(link.to);
            }
        }
        return result;
    }

    /// True if the rows have something that is unique only within the row to which they refer.
    bool is_part(Link const &link) const
    {
        auto const &table = *model::find_table(m_shape, link.from);
        auto const has = [](auto const &columns, std::string const &name) {
            return std::find(columns.begin(), columns.end(), name) != columns.end();
        };
        return !m_lookups.contains(link.from) &&
               std::any_of(table.unique_keys.begin(), table.unique_keys.end(), [&](auto const &key) {
                   auto const &columns = key.columns.empty() ? key.uses : key.columns;
                   return columns.size() > 1 && has(columns, link.column);
               });
    }

    model::Schema const &m_shape;
    std::span<Link const> m_links;
    std::string const &m_users;
    Labels const &m_lookups;
    Labels m_seen;
};

} // namespace

std::vector<Link> links(model::Schema const &shape, std::span<SeenSource const> sources, UsersGuess const &users,
                        plan::Plan const &plan)
{
    Links result(shape, users.table);
    result.add_declared(shape);
    for (auto const &source : sources) {
        result.add_declared(mapping::in_plan_names(plan, source.name, source.schema));
    }
    for (auto const &reference : plan.references) {
        result.add(reference.from.table, reference.from.column, reference.to.table);
    }
    result.add_named();
    return result.take();
}

Hangs what_hangs_on(model::Schema const &shape, std::span<Link const> links, std::string const &users,
                    std::string const &label, std::set<std::string> const &lookups)
{
    return Search(shape, links, users, lookups).hangs_on(label);
}

} // namespace tributary::discovery
