#include "merge/identity/local_ids.hpp"

#include "merge/identity/survivorship.hpp"
#include "merge/mapping/numbered.hpp"

#include <fmt/format.h>

#include <map>

namespace tributary::identity {
namespace {

using Numbered = std::map<model::KeyColumn, std::int64_t>;

void refuse_evidence(plan::Plan const &plan, model::Mapping const &mapping, Numbered const &numbered,
                     model::KeyColumn const &evidence, char const *key, plan::Position position)
{
    auto const *const table = model::find_table(mapping, evidence.table);
    auto const names = table == nullptr ? std::nullopt : mapping::rows_named_by(*table, evidence.column, numbered);
    if (!names || !names->shifted) {
        return;
    }
    throw plan::plan_error(
        plan, position,
        fmt::format("`{}`: {}{} that each source assigns itself: equal numbers do not mean the same person", key,
                    mapping::describe(*names, evidence), names->of == evidence ? "" : ", a number"),
        "compare a column with a value of its own; if the services share these numbers, say shared = true");
}

void refuse_order(plan::Plan const &plan, model::MappedTable const &table, Numbered const &numbered,
                  std::string const &column, std::string const &what, plan::Position position)
{
    auto const names = mapping::rows_named_by(table, column, numbered);
    if (names && table.sources.size() > 1) {
        throw plan::plan_error(plan, position,
                               fmt::format("{} {}: ids of several sources have no order", what,
                                           mapping::describe(*names, {table.target.label, column})),
                               "choose a column that has one, such as a date");
    }
}

} // namespace

void refuse_local_ids(job::Job const &job, model::Mapping const &mapping)
{
    auto const &plan = job.plan;
    auto const numbered = mapping::numbered_columns(mapping);
    auto const &users = plan.users;
    for (auto const &keys : users.keys) {
        if (!keys.shared) {
            refuse_evidence(plan, mapping, numbered, {keys.table, keys.column}, "keys", keys.position);
        }
    }
    for (auto const &rule : users.match) {
        if (!rule.column.empty() && !rule.shared) {
            refuse_evidence(plan, mapping, numbered, {users.table, rule.column}, "match", rule.position);
        }
    }
    if (users.tie.by == plan::TiePlan::By::oldest && !users.tie.word.empty()) {
        refuse_order(plan, model::users_of(mapping), numbered, users.tie.word, "`tie`:", users.tie.position);
    }
    auto const check = [&](std::string const &label, std::vector<plan::SurvivorshipPlan> const &rules) {
        auto const *const table = model::find_table(mapping, label);
        for (auto const &rule : rules) {
            auto const orders = rule_named(job.rules, rule.rule).way == model::Survivorship::Way::orders;
            if (table != nullptr && orders) {
                refuse_order(plan, *table, numbered, rule.column,
                             "`survivorship`: " + rule.rule + " cannot apply:", rule.position);
            }
        }
    };
    check(users.table, users.survivorship);
    for (auto const &table : plan.tables) {
        check(table.name, table.survivorship);
    }
}

} // namespace tributary::identity
