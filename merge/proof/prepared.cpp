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

void refuse_answers_not_obeyed(plan::Plan const &plan, staging::Staging const &staging)
{
    auto const answers = staging::answers_not_obeyed(staging);
    if (!answers.empty()) {
        throw model::Error(
            model::Exit::refused,
            plan.name + ": " + model::counted(answers.size(), "answer is not obeyed", "answers are not obeyed") +
                ", such as " + answers.front() + "; the target was not changed",
            "take them out of " + plan.answers_file.string() +
                ", and run `tributary resolve PLAN` again\n`tributary report PLAN --what overrides` lists them");
    }
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
        auto const loaded = staging::executed_load(staging.database()).has_value();
        throw model::Error(
            model::Exit::refused,
            plan.staging.string() + ": its decisions were changed after resolve; the target was not changed",
            loaded ? "it is the record of a load: restore it from the copy that was archived after that load"
                   : "run `tributary resolve PLAN` again; answers go beside the questions in the conflicts file");
    }
    refuse_answers_not_obeyed(plan, staging);
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
