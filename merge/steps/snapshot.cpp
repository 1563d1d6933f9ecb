#include "merge/databases/source.hpp"
#include "merge/identity/stage_users.hpp"
#include "merge/job/addresses.hpp"
#include "merge/job/guarded.hpp"
#include "merge/mapping/refusals.hpp"
#include "merge/mapping/renames.hpp"
#include "merge/mapping/users.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/staging.hpp"
#include "merge/steps/steps.hpp"

#include <fmt/format.h>

namespace tributary::steps {
namespace {

struct OpenSource {
    plan::SourcePlan const &plan;
    std::unique_ptr<databases::Source> database;
    model::Schema schema;
};

/// All snapshots before the first row, so that they are as close together as they can be; and every mistake of the plan
/// before the long part.
std::vector<OpenSource> open_all(plan::Plan const &plan)
{
    std::vector<OpenSource> sources;
    for (auto const &source : plan.sources) {
        sources.push_back({source, databases::open_source(job::source_address(plan, source)), {}});
    }
    for (auto &source : sources) {
        source.schema = source.database->schema();
        mapping::users_table(plan, source.plan.name, mapping::in_plan_names(plan, source.plan.name, source.schema));
        mapping::refuse_unmovable(plan, source.plan.name, source.schema);
    }
    return sources;
}

void refuse_create_of_another_kind(plan::Plan const &plan, std::vector<OpenSource> const &sources)
{
    auto const target = databases::engine_of(job::target_address(plan));
    for (auto const &source : sources) {
        if (source.plan.name == plan.target.create && source.schema.engine != target) {
            throw plan::plan_error(
                plan, plan.target.create_position,
                "`create` needs a source of the target's engine, and \"" + source.plan.name + "\" has another",
                "create the tables in the target yourself, or in an SQL file that `before` names, and leave `create` out");
        }
    }
}

void copy_table(job::Job const &job, staging::Staging const &staging, std::uint32_t id, OpenSource const &source,
                model::Table const &table)
{
    std::vector<model::Column> columns;
    for (auto const &column : table.columns) {
        if (!column.generated) {
            columns.push_back(column);
        }
    }
    auto const task = source.plan.name + "." + table.label;
    staging::TableWriter writer(staging, id, source.plan.name, table, columns);
    std::int64_t rows = 0;
    source.database->read(table, columns, [&](model::Row row) {
        writer.write(row);
        if (++rows % 50000 == 0) {
            job.progress.rows(task, rows, -1);
        }
    });
    writer.finish();
    job.progress.rows(task, rows, rows);
}

} // namespace

void snapshot(job::Job const &job)
{
    return job::guarded(job.plan, [&] {
        auto const &plan = job.plan;
        auto sources = open_all(plan);
        refuse_create_of_another_kind(plan, sources);

        auto staging = staging::Staging::begin(plan.staging, plan.name);
        staging::StepRecord const step(staging, "snapshot", plan.file.string());
        staging::Transaction transaction(staging.database());
        for (std::uint32_t id = 0; id < sources.size(); ++id) {
            auto const &source = sources[id];
            for (auto const &sentence : source.database->left_behind()) {
                job.progress.warn("snapshot: " + sentence);
            }
            auto const made_from = plan.target.create == source.plan.name;
            staging.add_source(id, source.plan.name, source.schema,
                               made_from ? source.database->create_script() : model::CreateScript{});
            for (auto const &table : source.schema.tables) {
                copy_table(job, staging, id, source, table);
            }
        }
        identity::stage_users(job, staging);
        step.finish("done");
        transaction.commit();
        if (auto const kept = staging.publish()) {
            job.progress.say("snapshot: the record of the load that was executed is kept in " + kept->string());
        }
        job.progress.say(fmt::format("snapshot: {} in {}", plan.name, plan.staging.string()));
    });
}

} // namespace tributary::steps
