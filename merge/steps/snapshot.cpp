#include "merge/databases/source.hpp"
#include "merge/databases/target.hpp"
#include "merge/identity/stage_users.hpp"
#include "merge/job/addresses.hpp"
#include "merge/job/guarded.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/mapping/refusals.hpp"
#include "merge/mapping/users.hpp"
#include "merge/mapping/zones.hpp"
#include "merge/not_carried/not_carried.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/not_carried.hpp"
#include "merge/staging/staging.hpp"
#include "merge/steps/preflight.hpp"
#include "merge/steps/steps.hpp"
#include "merge/trial/later_writes.hpp"
#include "merge/trial/live_source.hpp"
#include "merge/trial/same_database.hpp"

#include <fmt/format.h>

namespace tributary::steps {
namespace {

/// Nothing if it cannot be looked at now: a snapshot does not need it.
std::optional<trial::Reached> reach_target(plan::Plan const &plan)
{
    try {
        return trial::reach_target(plan, *databases::open_target_for_trial(job::target_address(plan)));
    } catch (model::Error const &) {
        return std::nullopt;
    }
}

/// All snapshots before the first row, so that they are as close together as they can be; and every mistake of the plan
/// before the long part.
std::vector<trial::LiveSource> open_all(plan::Plan const &plan)
{
    std::vector<std::unique_ptr<databases::Source>> databases;
    for (auto const &source : plan.sources) {
        databases.push_back(databases::open_source(job::source_address(plan, source)));
    }
    std::vector<trial::Reached> reached;
    for (std::size_t i = 0; i < databases.size(); ++i) {
        reached.push_back(trial::reach(plan, plan.sources[i], *databases[i]));
    }
    std::vector<trial::LiveSource> sources;
    for (std::size_t i = 0; i < databases.size(); ++i) {
        auto const &source = sources.emplace_back(plan, plan.sources[i].name, std::move(databases[i]));
        mapping::users_table(plan, source.name(), source.schema());
        mapping::refuse_unmovable(plan, source.name(), source.own_schema());
    }
    if (auto const target = reach_target(plan)) {
        reached.push_back(*target);
    }
    trial::refuse_same_database(plan, reached);
    return sources;
}

/// What is not read, of all sources.
std::vector<model::NotCarried> not_carried_by(plan::Plan const &plan, std::vector<trial::LiveSource> &sources)
{
    std::vector<model::NotCarried> result;
    for (auto &source : sources) {
        auto found = not_carried::look(plan, {source.name(), source.database(), source.schema(),
                                              [&](auto const &table, auto const &columns, auto const &sink) {
                                                  source.read(table, columns, sink);
                                              }});
        result.insert(result.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
    }
    return result;
}

void refuse_create_of_another_kind(plan::Plan const &plan, std::vector<trial::LiveSource> const &sources)
{
    auto const target = databases::engine_of(job::target_address(plan));
    for (auto const &source : sources) {
        if (source.name() == plan.target.create && source.schema().engine != target) {
            throw plan::plan_error(
                plan, plan.target.create_position,
                "`create` needs a source of the target's engine, and \"" + source.name() + "\" has another",
                "create the tables in the target yourself, or in an SQL file that `before` names, and leave `create` out");
        }
    }
}

/// pg_dump of the source that `create` names; nothing of the others.
std::vector<model::CreateScript> create_scripts(plan::Plan const &plan, std::vector<trial::LiveSource> &sources)
{
    std::vector<model::CreateScript> result;
    for (auto &source : sources) {
        result.push_back(plan.target.create == source.name() ? source.database().create_script()
                                                             : model::CreateScript{});
    }
    return result;
}

void copy_table(job::Job const &job, staging::Staging const &staging, std::uint32_t id, trial::LiveSource &source,
                model::Table const &table)
{
    auto const columns = stored_columns(table);
    auto const task = source.name() + "." + table.label;
    staging::TableWriter writer(staging, id, source.name(), table, columns);
    std::int64_t rows = 0;
    source.database().read(table, columns, [&](model::Row row) {
        writer.write(row);
        if (++rows % 50000 == 0) {
            job.progress.rows(task, rows, -1);
        }
    });
    writer.finish();
    job.progress.rows(task, rows, rows);
}

} // namespace

void snapshot(job::Job const &job, Preflight preflight)
{
    return job::guarded(job.plan, [&] {
        auto const &plan = job.plan;
        auto sources = open_all(plan);
        refuse_create_of_another_kind(plan, sources);
        refuse_unknown_answers(job, sources);
        auto const scripts = create_scripts(plan, sources);

        auto staging = staging::Staging::begin(plan.staging, plan.name);
        switch (preflight) {
        case Preflight::sources: break;
        case Preflight::sources_and_target: refuse_before_copying(job, sources, scripts, staging); break;
        }
        staging::StepRecord const step(staging, "snapshot", plan.file.string());
        staging::Transaction transaction(staging.database());
        auto const left = not_carried_by(plan, sources);
        for (auto const &one : left) {
            job.progress.warn("snapshot: " + model::in_words(one) + ", which is not read");
        }
        staging::write_not_carried(staging, left);
        mapping::note_how_rows_are_read(plan, staging);
        for (std::uint32_t id = 0; id < sources.size(); ++id) {
            auto &source = sources[id];
            trial::keep_write_mark(staging, source.name(), source.database().write_mark());
            staging.add_source(id, source.name(), source.own_schema(), scripts[id]);
            for (auto const &table : source.own_schema().tables) {
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
