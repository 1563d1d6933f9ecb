#include "merge/resolve/identities.hpp"
#include "merge/resolve/mapping.hpp"
#include "merge/resolve/names.hpp"
#include "merge/staging/accounts.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/staging/merged.hpp"
#include "merge/steps/dangling.hpp"
#include "merge/steps/decide_accounts.hpp"
#include "merge/steps/decide_ids.hpp"
#include "merge/steps/decide_rows.hpp"
#include "merge/steps/guarded.hpp"
#include "merge/steps/prepared.hpp"
#include "merge/steps/stage_users.hpp"
#include "merge/steps/steps.hpp"
#include "merge/steps/target_shape.hpp"
#include "merge/steps/try_expressions.hpp"

#include <fmt/format.h>

namespace tributary::steps {
namespace {

/// Everything that the result depends on: plan, scripts, schemas, rows, and the target's shape.
std::string run_digest(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                       model::Schema const &target)
{
    auto text = plan_digest(plan);
    for (auto const &source : sources) {
        text += source.name + '\0' + staging::to_json(source.schema) + '\0';
        for (auto const &table : source.tables) {
            text += table.label + '\0' + std::to_string(table.rows) + '\0' + table.digest + '\0';
        }
    }
    return staging::sha256(text + staging::to_json(without_values(target)));
}

} // namespace

std::int64_t resolve(Job const &job)
{
    return guarded(job.plan, [&] {
        auto const &plan = job.plan;
        auto const staging = staging::Staging::open(plan.staging, plan.name, true);
        staging::StepRecord const step(staging, "resolve", plan.file.string());
        auto const sources = staged_sources(plan, staging);
        auto const shape = shape_of_target(plan, sources);
        auto const &target = shape.schema;
        auto mapping = map_sources(plan, sources, target);
        try_expressions(plan, staging, mapping);

        staging::Transaction transaction(staging.database());
        staging::clear_decisions(staging);
        staging.set_property("target", staging::to_json(target));
        staging.set_property("target_not_valid", staging::to_json(shape.not_valid));
        stage_users(job, staging);
        decide_ids(job, staging, sources, target, mapping);
        staging::write_key_columns(staging, mapping);
        decide_accounts(job, staging, sources, mapping);
        decide_rows(staging, mapping);
        find_dangling(staging, mapping);
        staging::write_views(staging, mapping, staging::read_exceptions(staging));
        staging::write_books(staging);
        staging.set_property("plan_digest", plan_digest(plan));
        auto const digest = run_digest(plan, sources, target);
        staging.set_property("digest", digest);
        auto const open = staging::undecided(staging);
        step.finish(fmt::format("{} undecided, digest {}", open, digest));
        transaction.commit();
        job.progress.say(fmt::format("resolve: {} undecided, digest {}", open, digest));
        return open;
    });
}

} // namespace tributary::steps
