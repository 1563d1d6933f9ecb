#include "merge/steps/decide_rows.hpp"

#include "merge/model/references.hpp"
#include "merge/references/decide.hpp"
#include "merge/references/references.hpp"
#include "merge/references/self.hpp"
#include "merge/staging/crosswalk.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/staging/rewritten.hpp"
#include "merge/uniqueness/keys.hpp"
#include "merge/uniqueness/natural_key.hpp"
#include "merge/uniqueness/search.hpp"
#include "merge/uniqueness/settler.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <set>

namespace tributary::steps {
namespace {

using model::MappedTable;

/// Each round gives values that no other row has under the key it looks at; under another key they may collide again.
/// Rows that do not settle become questions.
constexpr std::size_t most_rounds = 100;
constexpr char const *policies_undo_each_other = "the policies for the unique keys of this table undo each other";

/// True if the plan drops rows of the table for a dangling reference.
bool drops_rows(plan::Plan const &plan, std::string const &label)
{
    return std::any_of(plan.references.begin(), plan.references.end(), [&](auto const &reference) {
        return reference.from.table == label && reference.dangling.says(plan::Dangling::drop_row);
    });
}

class Decider {
public:
    Decider(job::Job const &job, staging::Staging const &staging, std::span<staging::StagedSource const> sources,
            model::Mapping const &mapping, identity::ValueDecider const &values, answers::Answers &answers)
        : m_job(job), m_staging(staging), m_mapping(mapping), m_values(values), m_writer(staging),
          m_search(job, staging, sources, mapping), m_answers(answers)
    {
    }

    void run()
    {
        auto const order = order_of_tables();
        rebuild_crosswalk(model::users_of(m_mapping)); // decided, whatever refers to whom
        decide_in(order);
        for (auto const &label : order) {
            if (model::has_references(table_named(label))) {
                rebuild_crosswalk(table_named(label));
            }
        }
    }

    void run_lookups(std::set<std::string> const &columns_of_users, std::set<std::string> const &tables)
    {
        std::set<std::string> wanted;
        for (auto const &label : tables) {
            add_with_parents(label, wanted);
        }
        auto const &users = model::users_of(m_mapping);
        for (auto const &source : users.sources) {
            for (auto const &name : columns_of_users) {
                auto const *const column = model::find_filled(source, name);
                if (column != nullptr && !column->chain.empty()) {
                    add_with_parents(column->chain.front().table, wanted);
                }
                for (auto const &reference :
                     column == nullptr ? std::vector<model::DeclaredReference>() : column->declared) {
                    add_with_parents(reference.chain.front().table, wanted);
                }
            }
        }
        auto order = order_of_tables();
        std::erase_if(order, [&](auto const &label) {
            std::set<std::string> all;
            add_with_parents(label, all);
            return !wanted.contains(label) || all.contains(users.target.label);
        });
        decide_in(order);
    }

private:
    /// The table, and all that it refers to, directly or not.
    void add_with_parents(std::string const &label, std::set<std::string> &tables) const
    {
        if (model::find_table(m_mapping, label) == nullptr || !tables.insert(label).second) {
            return;
        }
        for (auto const &parent : m_mapping) {
            auto const &sources = table_named(label).sources;
            if (std::any_of(sources.begin(), sources.end(),
                            [&](auto const &source) { return model::refers_to(source, parent.target.label); })) {
                add_with_parents(parent.target.label, tables);
            }
        }
    }

    /// Parents first.
    std::vector<std::string> order_of_tables() const
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
        return references::parents_first(target);
    }

    void decide_in(std::vector<std::string> const &order)
    {
        std::vector<std::string> dropping;
        std::copy_if(order.begin(), order.end(), std::back_inserter(dropping),
                     [&](auto const &label) { return drops_rows(m_job.plan, label); });
        // first, so that no row folds that will be left out, and none becomes a question
        until_nothing_changes(dropping, [&](MappedTable const &table) {
            return references::decide_references(m_job, m_staging, m_mapping, table);
        });
        until_nothing_changes(order, [&](MappedTable const &table) { return decide(table); });
    }

    MappedTable const &table_named(std::string const &label) const { return *model::find_table(m_mapping, label); }

    /// Takes one table after the other, and those again that refer to a table of which `step` says that it changed.
    template <typename Step> void until_nothing_changes(std::vector<std::string> const &labels, Step const &step)
    {
        std::deque<std::string> waiting(labels.begin(), labels.end());
        while (!waiting.empty()) {
            auto const label = waiting.front();
            waiting.pop_front();
            if (!step(table_named(label))) {
                continue;
            }
            for (auto const &child : labels) {
                auto const &sources = table_named(child).sources;
                auto const refers = std::any_of(sources.begin(), sources.end(),
                                                [&](auto const &source) { return model::refers_to(source, label); });
                if (refers && std::find(waiting.begin(), waiting.end(), child) == waiting.end()) {
                    waiting.push_back(child);
                }
            }
        }
    }

    void rebuild_crosswalk(MappedTable const &table)
    {
        staging::rebuild_crosswalk(m_staging, table);
        m_built.insert(table.target.label);
    }

    bool has_rewritten(MappedTable const &table) const
    {
        return std::any_of(table.sources.begin(), table.sources.end(),
                           [&](auto const &source) { return staging::has_rewritten(m_staging, source.table_id); });
    }

    /// True if something changed for those that refer to the table, whose crosswalk is that of today then.
    bool decide(MappedTable const &table)
    {
        if (model::has_references(table) || !m_built.contains(table.target.label)) {
            rebuild_crosswalk(table);
        }
        bool changed = references::decide_references(m_job, m_staging, m_mapping, table);
        if (changed || has_rewritten(table)) {
            rebuild_crosswalk(table);
        }
        changed = decide_self(table) || changed; // first: what folds onto a row is left out with it
        auto const folded = fold_natural_keys(table);
        decide_values(table);
        changed = decide_self(table) || folded || changed; // again; what is left out then shares no unique key
        if (!settle_keys(table)) {
            return changed;
        }
        decide_self(table); // rows of this table may have folded onto those that they refer to
        return true;
    }

    /// True if rows were left out, or do not refer to themselves any more.
    bool decide_self(MappedTable const &table)
    {
        auto const changed = references::decide_self(m_job, m_staging, table, m_answers, m_writer);
        if (changed) {
            // the values and the questions of rows that are left out now do not count
            references::decide_references(m_job, m_staging, m_mapping, table);
            rebuild_crosswalk(table);
        }
        return changed;
    }

    /// One unique key after the other, around until each has been looked at since the last change. True if rows folded
    /// or have other values.
    bool settle_keys(MappedTable const &table)
    {
        auto rules = uniqueness::key_rules(m_job, m_staging, table);
        std::stable_partition(rules.begin(), rules.end(), [](auto const &rule) {
            return rule.key.plain() && rule.key.spelling_tells; // the target is queried last, as that takes longest
        });
        m_writer.forget_conflicts("unique", table.target.label);
        bool changed = false;
        std::size_t at_rest = 0; // of the keys looked at last
        for (std::size_t look = 0; at_rest < rules.size(); ++look) {
            auto const round = look / rules.size();
            auto const settled = uniqueness::settle(settling(), table, rules[look % rules.size()],
                                                    round < most_rounds ? "" : policies_undo_each_other);
            if (settled.folded_different) {
                m_folds_differ.insert(table.target.label);
            }
            if (settled.folded) {
                staging::settle_survivors(m_staging);
            }
            // survivors may have others' values now, and another row may have the new value under another key
            auto moved = (settled.folded && decide_values(table)) || settled.assigned;
            if (settled.folded || moved) {
                changed = true;
                rebuild_crosswalk(table);                                                 // a table may refer to itself
                moved = m_writer.forget_conflicts("unique", table.target.label) || moved; // fewer rows may be left
            }
            at_rest = moved ? 0 : at_rest + 1;
        }
        return changed;
    }

    /// True if survivors have values that are not their own.
    bool decide_values(MappedTable const &table)
    {
        auto const changed = m_values.decide(table, m_folds_differ.contains(table.target.label));
        if (changed) {
            rebuild_crosswalk(table);
        }
        return changed;
    }

    bool fold_natural_keys(MappedTable const &table)
    {
        auto const folded = uniqueness::fold_natural_keys(settling(), table);
        if (folded) {
            staging::settle_survivors(m_staging);
            rebuild_crosswalk(table);
        }
        return folded;
    }

    uniqueness::Settling settling() { return {m_job, m_staging, m_mapping, m_search, m_answers, m_writer}; }

    job::Job const &m_job;
    staging::Staging const &m_staging;
    model::Mapping const &m_mapping;
    identity::ValueDecider const &m_values;
    staging::DecisionWriter m_writer;
    uniqueness::UniqueSearch m_search;
    answers::Answers &m_answers;
    std::set<std::string> m_built;        ///< tables that have a crosswalk
    std::set<std::string> m_folds_differ; ///< tables in which rows fold that are not equal
};

} // namespace

void decide_rows(job::Job const &job, staging::Staging const &staging, std::span<staging::StagedSource const> sources,
                 model::Mapping const &mapping, identity::ValueDecider const &values, answers::Answers &answers)
{
    Decider(job, staging, sources, mapping, values, answers).run();
}

void decide_lookups(job::Job const &job, staging::Staging const &staging,
                    std::span<staging::StagedSource const> sources, model::Mapping const &mapping,
                    identity::ValueDecider const &values, answers::Answers &answers,
                    std::set<std::string> const &columns_of_users, std::set<std::string> const &tables)
{
    Decider(job, staging, sources, mapping, values, answers).run_lookups(columns_of_users, tables);
}

} // namespace tributary::steps
