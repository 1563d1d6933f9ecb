#include "merge/steps/plan_fits.hpp"

#include "merge/computed/check_values.hpp"
#include "merge/computed/compute.hpp"
#include "merge/identity/counted_evidence.hpp"
#include "merge/identity/local_ids.hpp"
#include "merge/model/nearest.hpp"
#include "merge/references/self.hpp"
#include "merge/schema_diff/exceeded.hpp"
#include "merge/trial/try_expressions.hpp"
#include "merge/uniqueness/keys.hpp"
#include "merge/uniqueness/lost_keys.hpp"

#include <algorithm>

namespace tributary::steps {
namespace {

/// [table.NAME] must be a table of some source, and the columns it names columns of it.
void check_tables(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                  model::Mapping const &mapping)
{
    std::vector<std::string> labels;
    for (auto const &source : sources) {
        for (auto const &table : source.schema.tables) {
            labels.push_back(table.label);
        }
    }
    for (auto const &table_plan : plan.tables) {
        if (std::find(labels.begin(), labels.end(), table_plan.name) == labels.end()) {
            throw plan::plan_error(plan, table_plan.position, "no source has a table \"" + table_plan.name + "\"",
                                   model::did_you_mean(table_plan.name, labels));
        }
        if ((!table_plan.load || !table_plan.load_of.empty()) &&
            (table_plan.name == plan.users.table || plan::has_keys(plan, table_plan.name))) {
            throw plan::plan_error(plan, table_plan.load_position,
                                   "accounts and their keys are always loaded: `load` cannot be false here",
                                   "`where` says which rows are loaded");
        }
        std::vector<std::string> columns;
        for (auto const &source : sources) {
            if (auto const *const table = model::find_table(source.schema, table_plan.name)) {
                for (auto const &column : table->columns) {
                    columns.push_back(column.name);
                }
            }
        }
        for (auto const &column : table_plan.drop) {
            if (std::find(columns.begin(), columns.end(), column) == columns.end()) {
                throw plan::plan_error(plan, table_plan.drop_position,
                                       "`drop`: no source has a column \"" + table_plan.name + "." + column + "\"",
                                       model::did_you_mean(column, columns));
            }
        }
        auto const *const table = model::find_table(mapping, table_plan.name);
        if (table == nullptr) {
            continue; // not loaded
        }
        if (!table->name_column.empty() && !table_plan.match.empty()) {
            throw plan::plan_error(plan, table_plan.match_position, "accounts are matched by `match` in [users]");
        }
        for (auto const &column : table_plan.match) {
            for (auto const &source : table->sources) {
                if (model::find_filled(source, column) == nullptr) {
                    throw plan::plan_error(plan, table_plan.match_position,
                                           "`match`: source \"" + source.source_name + "\" has no column \"" +
                                               table_plan.name + "." + column + "\"",
                                           model::did_you_mean(column, columns));
                }
            }
        }
    }
}

} // namespace

void refuse_what_the_plan_cannot_say(job::Job const &job, staging::Staging const &staging,
                                     std::vector<staging::StagedSource> const &sources,
                                     target::TargetShape const &shape, model::Mapping const &mapping)
{
    check_tables(job.plan, sources, mapping);
    schema_diff::refuse_impossible_types(job.plan, sources, shape.schema);
    trial::try_expressions(job.plan, staging, sources, mapping);
    target::refuse_late(job.plan, shape, mapping);
    identity::refuse_local_ids(job, mapping);
    identity::refuse_counted_evidence(job, staging, mapping);
    uniqueness::check_unique_keys(job, mapping);
    uniqueness::check_waived_keys(job.plan, mapping);
    computed::check_values(job, mapping);
    references::check_on_self(job.plan, mapping);
    computed::check_expressions(job, staging, mapping);
}

} // namespace tributary::steps
