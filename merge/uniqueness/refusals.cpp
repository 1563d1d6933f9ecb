#include "merge/uniqueness/refusals.hpp"

#include "merge/mapping/numbered.hpp"
#include "merge/model/expect_found.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tributary::uniqueness {

std::optional<PartOfReference> part_of_reference(model::Mapping const &mapping, std::string const &label,
                                                 std::vector<std::string> const &columns)
{
    for (auto const &table : mapping) {
        for (auto const &source : table.sources) {
            for (auto const &key : source.references) {
                auto const part =
                    std::find_first_of(columns.begin(), columns.end(), key.referenced.begin(), key.referenced.end());
                if (key.table == label && key.referenced.size() > 1 && part != columns.end()) {
                    return PartOfReference{*part, table.target.label};
                }
            }
        }
    }
    return std::nullopt;
}

void refuse_part_of_reference(job::Job const &job, model::Mapping const &mapping, std::string const &label,
                              plan::OnConflictPlan const &rule)
{
    std::vector<std::string> changed;
    if (!rule.column.empty()) {
        changed.push_back(rule.column);
    }
    for (auto const &set : rule.set) {
        changed.push_back(set.column);
    }
    if (model::expect_named(job.rules.unique_policies, rule.policy, "policy").way == model::UniquePolicy::Way::folds) {
        return;
    }
    if (auto const part = part_of_reference(mapping, label, changed)) {
        throw plan::plan_error(job.plan, rule.position,
                               fmt::format("{}: \"{}\" cannot change \"{}\", a part of what table \"{}\" refers to",
                                           rule.section, rule.policy, part->column, part->by));
    }
}

void refuse_order_of_ids(job::Job const &job, model::MappedTable const &table, plan::OnConflictPlan const &rule,
                         std::map<model::KeyColumn, std::int64_t> const &numbered)
{
    auto const orders = model::expect_named(job.rules.unique_policies, rule.policy, "policy").column ==
                        model::UniquePolicy::Column::any;
    auto const names = orders ? mapping::rows_named_by(table, rule.column, numbered) : std::nullopt;
    if (!names || table.sources.size() < 2) {
        return;
    }
    throw plan::plan_error(job.plan, rule.position,
                           fmt::format("{}: policy \"{}\" cannot apply: {}: ids of several sources have no "
                                       "order",
                                       rule.section, rule.policy,
                                       mapping::describe(*names, {table.target.label, rule.column})),
                           "choose a column that has one, such as a date");
}

} // namespace tributary::uniqueness
