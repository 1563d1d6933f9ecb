#include "merge/proof/prepared.hpp"

#include "merge/job/loaded.hpp"
#include "merge/job/plan_digest.hpp"
#include "merge/mapping/map_sources.hpp"
#include "merge/model/words.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/decisions.hpp"

namespace tributary::proof {

std::vector<model::Table> Prepared::tables() const
{
    std::vector<model::Table> result;
    for (auto const &table : mapping) {
        result.push_back(table.target);
    }
    for (auto const &one : derived) {
        result.push_back(*model::find_table(target, one.label));
    }
    return result;
}

Prepared prepare(plan::Plan const &plan, staging::Staging const &staging)
{
    auto const resolved = staging.property("plan_digest");
    if (!resolved) {
        throw job::not_resolved(plan);
    }
    if (*resolved != job::plan_digest(plan)) {
        throw job::plan_has_changed(plan, staging);
    }
    if (auto const open = staging::undecided(staging); open > 0) {
        throw model::Error(model::Exit::undecided, model::undecided_text(plan.name, open),
                           "`tributary report PLAN --what conflicts` lists them");
    }
    if (staging.property("decisions_digest") != staging::decisions_digest(staging)) {
        throw model::Error(model::Exit::undecided,
                           plan.staging.string() +
                               ": its decisions were changed after resolve; the target was not changed",
                           "run `tributary resolve PLAN` again; put answers into the overrides file");
    }
    Prepared result;
    result.sources = mapping::staged_sources(plan, staging);
    result.target = staging::from_json(staging.property("target").value_or("{}"));
    result.before_rows = staging::from_json(staging.property("target_before_rows").value_or("{}"));
    result.mapping = mapping::map_sources(plan, result.sources, result.target);
    result.derived = staging::derived_tables(staging);
    mapping::read_offsets(staging, result.mapping);
    return result;
}

} // namespace tributary::proof
