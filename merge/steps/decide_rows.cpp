#include "merge/steps/decide_rows.hpp"

#include "merge/resolve/numbered.hpp"
#include "merge/resolve/references.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/duplicates.hpp"
#include "merge/staging/merged.hpp"
#include "merge/steps/decide_references.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

namespace tributary::steps {
namespace {

using model::KeyColumn;
using model::MappedSource;
using model::MappedTable;

/// Reading what the difference is costs a query for each column: nobody reads ten thousand of them.
constexpr std::int64_t explained_conflicts = 1000;

/// All columns by which the target tells rows apart, but the one that is the row's own id.
std::vector<std::string> columns_that_must_agree(MappedTable const &table, std::vector<std::string> const &key)
{
    auto const *const primary = model::primary_key(table.target);
    std::vector<std::string> result;
    for (auto const &column : table.sources.front().columns) {
        auto const own_id =
            primary != nullptr && primary->columns.size() == 1 && primary->columns.front() == column.name;
        auto const in_key = std::find(key.begin(), key.end(), column.name) != key.end();
        if (!own_id && !in_key) {
            result.push_back(column.name);
        }
    }
    return result;
}

class Decider {
public:
    Decider(Job const &job, staging::Staging const &staging, model::Mapping const &mapping, ValueDecider const &values)
        : m_job(job), m_plan(job.plan), m_staging(staging), m_mapping(mapping), m_values(values), m_writer(staging)
    {
        for (auto const &[column, limit] : resolve::numbered_columns(mapping)) {
            m_disjoint.insert(column);
        }
    }

    void run()
    {
        model::Schema target;
        for (auto const &table : m_mapping) {
            target.tables.push_back(table.target);
            for (auto const &source : table.sources) {
                auto &keys = target.tables.back().foreign_keys;
                keys.insert(keys.end(), source.references.begin(), source.references.end());
                for (auto const &column : source.columns) {
                    for (auto const &reference : column.declared) {
                        keys.push_back({{}, {column.name}, reference.chain.front().table, {}, false, {}});
                    }
                }
            }
        }
        auto const order = resolve::parents_first(target);
        std::deque<std::string> waiting(order.begin(), order.end());
        staging::rebuild_crosswalk(m_staging, model::users_of(m_mapping)); // decided, whatever refers to whom
        while (!waiting.empty()) {
            auto const label = waiting.front();
            waiting.pop_front();
            auto const &table = table_named(label);
            if (!decide(table)) {
                continue;
            }
            for (auto const &child : order) {
                auto const &sources = table_named(child).sources;
                auto const refers = std::any_of(sources.begin(), sources.end(),
                                                [&](auto const &one) { return model::refers_to(one, label); });
                if (refers && std::find(waiting.begin(), waiting.end(), child) == waiting.end()) {
                    waiting.push_back(child);
                }
            }
        }
        for (auto const &label : order) {
            staging::rebuild_crosswalk(m_staging, table_named(label));
        }
    }

private:
    MappedTable const &table_named(std::string const &label) const { return *model::find_table(m_mapping, label); }

    /// True if something was folded or left out.
    bool decide(MappedTable const &table)
    {
        staging::rebuild_crosswalk(m_staging, table);
        m_writer.forget_conflicts("unique", table.target.label); // rows that differed may be equal by now
        bool folded = decide_references(m_job, m_staging, m_mapping, table);
        folded = fold_natural_keys(table) || folded;
        if (m_values.decide(table)) {
            staging::rebuild_crosswalk(m_staging, table);
        }
        for (auto const &key : table.target.unique_keys) {
            if (key.plain() && key.columns != std::vector{table.name_column} && present_everywhere(table, key)) {
                folded = decide(table, key) || folded;
            }
        }
        if (folded) {
            staging::settle_survivors(m_staging);
            m_values.decide(table);
            staging::rebuild_crosswalk(m_staging, table);
        }
        return folded;
    }

    /// Rows of a lookup table that agree in what the plan calls its natural key are one row, whatever else they say.
    bool fold_natural_keys(MappedTable const &table)
    {
        auto const said = std::find_if(m_plan.tables.begin(), m_plan.tables.end(),
                                       [&](auto const &one) { return one.name == table.target.label; });
        if (said == m_plan.tables.end() || said->match.empty()) {
            return false;
        }
        bool folded = false;
        auto const rule = "natural key (" + listed(said->match) + ")";
        staging::for_each_duplicate(m_staging, table, said->match, true, {}, staging::read_exceptions(m_staging),
                                    [&](std::vector<staging::DuplicateRow> const &group) {
                                        fold(table, rule, "the same thing as the row of {}", group);
                                        folded = true;
                                    });
        if (folded) {
            staging::settle_survivors(m_staging);
            staging::rebuild_crosswalk(m_staging, table);
        }
        return folded;
    }

    static std::string listed(std::vector<std::string> const &names)
    {
        std::string list;
        for (auto const &name : names) {
            list += (list.empty() ? "" : ", ") + name;
        }
        return list;
    }

    /// Where a source leaves a column of the key to its default, only the target can tell.
    static bool present_everywhere(MappedTable const &table, model::UniqueKey const &key)
    {
        return std::all_of(table.sources.begin(), table.sources.end(), [&](MappedSource const &source) {
            return std::all_of(key.columns.begin(), key.columns.end(),
                               [&](std::string const &name) { return model::find_filled(source, name) != nullptr; });
        });
    }

    bool decide(MappedTable const &table, model::UniqueKey const &key)
    {
        auto const exceptions = staging::read_exceptions(m_staging);
        if (cannot_collide(table, key, exceptions)) {
            return false;
        }
        bool folded = false;
        bool found = false;
        auto const accounts = !table.name_column.empty();
        staging::for_each_duplicate(
            m_staging, table, key.columns, key.nulls_not_distinct, columns_that_must_agree(table, key.columns),
            exceptions, [&](std::vector<staging::DuplicateRow> const &group) {
                found = true;
                auto const identical = std::all_of(group.begin(), group.end(),
                                                   [&](auto const &row) { return row.rest == group.front().rest; });
                if (identical && !accounts) {
                    fold(table, "identical (" + key.name + ")", "equal to the row of {} in all but its own id", group);
                    folded = true;
                } else {
                    refuse(table, key, group);
                }
            });
        if (!found && key.columns.size() == 1) {
            m_disjoint.insert({table.target.label, key.columns.front()}); // seen: no two sources share a value
        }
        return folded;
    }

    /// The login keys that a merge doubles are folded with the accounts, so that none is left that an account has
    /// twice; unless there are malformed ones, or rows that are no login keys, which nobody has looked at.
    bool keys_are_folded(MappedTable const &table, model::UniqueKey const &key) const
    {
        auto const &keys = m_plan.users.keys;
        if (!keys || keys->table != table.target.label || !keys->where.empty() || key.nulls_not_distinct ||
            m_staging.property("malformed_keys") != "0") {
            return false;
        }
        return std::all_of(table.sources.begin(), table.sources.end(), [&](MappedSource const &source) {
            bool has_key = false;
            bool has_user = false;
            for (auto const &column : source.columns) {
                if (std::find(key.columns.begin(), key.columns.end(), column.name) == key.columns.end()) {
                    continue;
                }
                has_key = has_key || (column.name == keys->column && !column.computed);
                has_user = has_user || (!column.computed && !column.chain.empty() &&
                                        column.chain.front().table == m_plan.users.table &&
                                        (keys->user.empty() || keys->user == column.name));
            }
            return has_key && has_user && resolve::unique_in_source(*source.table, key.columns);
        });
    }

    bool cannot_collide(MappedTable const &table, model::UniqueKey const &key,
                        staging::Exceptions const &exceptions) const
    {
        if (keys_are_folded(table, key)) {
            return true;
        }
        for (auto const &source : table.sources) {
            auto const computed = std::any_of(key.columns.begin(), key.columns.end(), [&](auto const &name) {
                return model::find_filled(source, name)->computed;
            });
            auto const changed = std::any_of(key.columns.begin(), key.columns.end(), [&](auto const &name) {
                auto const &chain = model::find_filled(source, name)->chain;
                return std::any_of(chain.begin(), chain.end(), [&](auto const &at) {
                    return exceptions.keys.contains({source.source, at});
                });
            });
            auto const renamed =
                std::find(key.columns.begin(), key.columns.end(), table.name_column) != key.columns.end();
            auto const survived = std::any_of(key.columns.begin(), key.columns.end(), [&](auto const &name) {
                return exceptions.has_values(source.table_id, name);
            });
            if (computed || changed || renamed || survived || key.nulls_not_distinct ||
                !resolve::unique_in_source(*source.table, key.columns)) {
                return false;
            }
        }
        return table.sources.size() == 1 ||
               std::any_of(key.columns.begin(), key.columns.end(), [&](std::string const &name) {
                   return std::all_of(table.sources.begin(), table.sources.end(), [&](MappedSource const &source) {
                       return m_disjoint.contains(resolve::origin_of(table, *model::find_filled(source, name)));
                   });
               });
    }

    void fold(MappedTable const &table, std::string const &rule, char const *reason,
              std::vector<staging::DuplicateRow> const &group)
    {
        auto const &survivor = group.front();
        auto const words = fmt::format(fmt::runtime(reason), table.sources[survivor.source].source_name);
        for (std::size_t i = 1; i < group.size(); ++i) {
            m_writer.fold(table.sources[group[i].source].table_id, group[i].row,
                          table.sources[survivor.source].table_id, survivor.row, rule, words);
        }
    }

    void refuse(MappedTable const &table, model::UniqueKey const &key, std::vector<staging::DuplicateRow> const &group)
    {
        std::string claimants;
        for (std::size_t i = 0; i < std::min<std::size_t>(group.size(), 10); ++i) {
            claimants += (claimants.empty() ? "" : " ") + row_in_words(table, group[i]);
        }
        claimants += group.size() > 10 ? fmt::format(" and {} more", group.size() - 10) : "";
        m_writer.conflict({{},
                           "unique",
                           "",
                           table.target.label,
                           row_in_words(table, group.back()),
                           claimants,
                           fmt::format("equal in ({}) under {}, different{}", listed(key.columns), key.name,
                                       ++m_refused > explained_conflicts ? "" : " in " + difference(table, key, group)),
                           ""});
    }

    std::string row_in_words(MappedTable const &table, staging::DuplicateRow const &row) const
    {
        return staging::row_in_words(m_staging, table, table.sources[row.source], row.row);
    }

    std::string difference(MappedTable const &table, model::UniqueKey const &key,
                           std::vector<staging::DuplicateRow> const &group) const
    {
        auto const exceptions = staging::read_exceptions(m_staging);
        std::string names;
        for (auto const &name : columns_that_must_agree(table, key.columns)) {
            std::set<std::string> values;
            for (auto const &row : group) {
                std::vector<std::string> const wanted{name};
                auto const merged =
                    staging::merged_select(table, table.sources[row.source], wanted, exceptions, staging::Origin::row);
                values.insert(m_staging.database()
                                  .value("SELECT quote(" + model::sql_name(name) + ") FROM (" + merged +
                                         ") WHERE \"#\" = " + std::to_string(row.row))
                                  .value_or(""));
            }
            if (values.size() > 1) {
                names += (names.empty() ? "" : ", ") + name;
            }
        }
        return names.empty() ? "their own ids" : names;
    }

    Job const &m_job;
    plan::Plan const &m_plan;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    ValueDecider const &m_values;
    staging::DecisionWriter m_writer;
    std::int64_t m_refused = 0;
    std::set<KeyColumn> m_disjoint; ///< columns of which no two sources share a value
};

} // namespace

void decide_rows(Job const &job, staging::Staging const &staging, model::Mapping const &mapping,
                 ValueDecider const &values)
{
    Decider(job, staging, mapping, values).run();
}

} // namespace tributary::steps
