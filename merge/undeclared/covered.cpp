#include "merge/undeclared/covered.hpp"

#include "merge/mapping/users.hpp"
#include "merge/undeclared/inside.hpp"
#include "merge/undeclared/named_after.hpp"
#include "merge/undeclared/user_words.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

namespace tributary::undeclared {
namespace {

/// Names under which every table keeps something else.
constexpr std::array everywhere = {"id", "uuid", "name", "key", "value", "parent", "parent_id"};

/// But where a name is a number, it is that of a row in a table of names.
constexpr std::string_view name_by_number = "name";

bool is_everywhere(std::string const &column)
{
    return std::find(everywhere.begin(), everywhere.end(), column) != everywhere.end();
}

class Collector {
public:
    Collector(plan::Plan const &plan, std::span<CoverageSource const> sources, model::Schema const &target)
        : m_plan(plan), m_sources(sources), m_target(target)
    {
    }

    Covered run()
    {
        for (auto const &source : m_sources) {
            auto const users = mapping::users_table(m_plan, source.name, source.schema);
            m_user_ids.insert({users.table->label, users.id});
            m_known.wholly.insert({users.table->label, users.id});
            m_known.wholly.insert({users.table->label, m_plan.users.name});
            for (auto const &follows : m_plan.users.follows) {
                m_known.wholly.insert({users.table->label, follows.column});
            }
            for (std::size_t i = 0; i < users.keys.size(); ++i) {
                auto const &owners = users.keys[i].owners().label;
                m_known.wholly.insert({owners, users.keys[i].user});
                m_known.wholly.insert({users.keys[i].table->label, m_plan.users.keys[i].column});
                m_refers.push_back({{owners, users.keys[i].user}, {users.table->label, users.id}});
            }
            add_schema(source.schema);
        }
        add_schema(m_target);
        for (auto const &reference : m_plan.references) {
            if (!reference.path.empty() || !reference.regex.empty()) {
                m_known.inside[key_of(reference.from)].insert(
                    declared_place(reference.path, reference.keys, reference.regex, reference.format));
                continue;
            }
            (reference.when.empty() ? m_known.wholly : m_known.partly).insert(key_of(reference.from));
            auto const by_value = !reference.array;
            if (!reference.when.empty() && by_value) {
                m_known.partly_by_value.insert(key_of(reference.from));
            }
            if (reference.when.empty() && by_value) {
                m_refers.emplace_back(key_of(reference.from), key_of(reference.to));
            }
        }
        for (auto const &table : m_plan.tables) {
            for (auto const &column : table.drop) {
                m_known.wholly.insert({table.name, column});
            }
            for (auto const &column : table.columns) {
                if (!column.value.empty()) {
                    m_known.wholly.insert({table.name, column.name});
                }
            }
        }
        follow();
        m_known.user_ids = std::move(m_user_ids);
        return std::move(m_known);
    }

private:
    void add_schema(model::Schema const &schema)
    {
        for (auto const &table : schema.tables) {
            for (auto const &key : table.foreign_keys) {
                for (std::size_t i = 0; i < key.columns.size(); ++i) {
                    m_known.wholly.insert({table.label, key.columns[i]});
                    m_refers.push_back({{table.label, key.columns[i]}, {key.table, key.referenced.at(i)}});
                }
            }
            auto const *const primary = model::primary_key(table);
            if (table.label != m_plan.users.table && primary != nullptr && primary->columns.size() == 1) {
                m_known.keyed.insert(singular_of(table.name));
                if (is_user(table) && singular_of(m_plan.users.table).find("user") ==
                                          std::string::npos) { // user_id is the id of a local_user
                    m_known.keyed.insert("user");
                }
            }
        }
    }

    /// By its name; but the rows that join groups and users, group_users, are none.
    static bool is_user(model::Table const &table)
    {
        auto const thing = thing_of(table.name);
        return !thing.empty() && thing.back() == "user" &&
               std::none_of(table.columns.begin(), table.columns.end(), [](auto const &column) {
                   return words_of(column.name) == std::vector<std::string>{"user", "id"};
               });
    }

    /// What refers to a column that refers to users refers to users.
    void follow()
    {
        std::size_t before = 0;
        while (before != m_user_ids.size()) {
            before = m_user_ids.size();
            for (auto const &[from, to] : m_refers) {
                if (m_user_ids.contains(to) && m_user_ids.insert(from).second && !is_everywhere(from.column)) {
                    m_known.user_columns.emplace(stem_of(from.column), from);
                }
            }
        }
        for (auto const &[from, to] : m_refers) {
            m_known.referred_to.insert(to.table);
            if (m_user_ids.contains(to)) {
                continue;
            }
            m_known.parents[from.table].insert(to);
            if (!is_everywhere(from.column) || from.column == name_by_number) {
                m_known.other_columns[stem_of(from.column)].insert(to);
            }
        }
    }

    plan::Plan const &m_plan;
    std::span<CoverageSource const> m_sources;
    model::Schema const &m_target;
    Covered m_known;
    std::set<references::KeyColumn> m_user_ids;
    std::vector<std::pair<references::KeyColumn, references::KeyColumn>> m_refers;
};

} // namespace

bool is_other_thing(Covered const &covered, std::string const &thing)
{
    for (std::size_t from = 0; from != std::string::npos;) {
        if (covered.keyed.contains(thing.substr(from))) {
            return true;
        }
        auto const next = thing.find('_', from);
        from = next == std::string::npos ? next : next + 1;
    }
    return false;
}

bool is_partition_key(model::Schema const &schema, Covered const &covered, std::string const &name)
{
    auto const is_number = [](model::Table const &table, std::string const &other) {
        auto const *const column = model::find_column(table, other);
        return !column->sequence.empty() || column->identity;
    };
    return std::any_of(schema.tables.begin(), schema.tables.end(), [&](auto const &table) {
        auto const *const primary = model::primary_key(table);
        auto const columns = primary == nullptr ? std::vector<std::string>{} : primary->columns;
        return std::find(columns.begin(), columns.end(), name) != columns.end() &&
               !covered.wholly.contains({table.label, name}) &&
               std::any_of(columns.begin(), columns.end(),
                           [&](auto const &other) { return other != name && is_number(table, other); });
    });
}

std::string stem_of(std::string const &column)
{
    auto const last = column.find_last_not_of("0123456789");
    auto const end = last == std::string::npos ? column.size() : last + 1;
    auto const separated = end < column.size() && end > 1 && column[end - 1] == '_';
    return column.substr(0, separated ? end - 1 : end);
}

Covered covered_columns(plan::Plan const &plan, std::span<CoverageSource const> sources, model::Schema const &target)
{
    return Collector(plan, sources, target).run();
}

} // namespace tributary::undeclared
