#include "merge/steps/prepared.hpp"

#include "merge/model/words.hpp"
#include "merge/resolve/mapping.hpp"
#include "merge/resolve/numbered.hpp"
#include "merge/resolve/renames.hpp"
#include "merge/staging/catalogue.hpp"
#include "merge/staging/decisions.hpp"
#include "merge/steps/loaded.hpp"
#include "merge/steps/plan_digest.hpp"
#include "merge/steps/staged_columns.hpp"
#include "merge/steps/target_shape.hpp"

namespace tributary::steps {

std::vector<staging::StagedSource> staged_sources(plan::Plan const &plan, staging::Staging const &staging)
{
    auto sources = staging.sources();
    bool same = sources.size() == plan.sources.size();
    for (std::size_t i = 0; same && i < sources.size(); ++i) {
        same = sources[i].name == plan.sources[i].name;
    }
    if (!same && staging::executed_load(staging.database())) {
        throw plan_has_changed(plan, staging);
    }
    if (!same) {
        throw model::Error(model::Exit::undecided,
                           plan.staging.string() + ": the plan's sources are not those of the snapshot",
                           "run `tributary snapshot PLAN` again");
    }
    for (auto &source : sources) {
        for (auto &table : source.tables) {
            table.label = resolve::label_in_plan(plan, source.name, table.label);
        }
        source.schema = resolve::in_words_of_plan(plan, source.name, std::move(source.schema));
    }
    return sources;
}

model::Mapping map_sources(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                           model::Schema const &target)
{
    std::vector<resolve::MappingSource> inputs;
    for (auto const &source : sources) {
        resolve::MappingSource input{source.name, source.schema, {}};
        for (auto const &table : source.tables) {
            input.tables.push_back({table.id, table.label, table.staged, table.columns, table.rows});
        }
        inputs.push_back(std::move(input));
    }
    auto mapping = resolve::mapping(plan, inputs, target);
    for (auto &table : mapping) {
        for (auto &source : table.sources) {
            auto const over_row = [&](std::string &condition) {
                if (!condition.empty()) {
                    condition =
                        staging::in_row(condition_scope(plan, sources.at(source.source), *source.table), condition);
                }
            };
            over_row(source.left_out_unless);
            for (auto &column : source.columns) {
                for (auto &reference : column.declared) {
                    over_row(reference.when);
                }
            }
        }
    }
    return mapping;
}

void read_offsets(staging::Staging const &staging, model::Mapping &mapping)
{
    std::map<std::pair<model::KeyColumn, std::uint32_t>, std::int64_t> offsets;
    auto rows = staging.database().prepare("SELECT label, \"column\", source, \"offset\" FROM id_range");
    while (rows.step()) {
        offsets[{{rows.text(0), rows.text(1)}, static_cast<std::uint32_t>(rows.integer(2))}] = rows.integer(3);
    }
    resolve::apply_offsets(mapping, offsets);
}

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
        throw not_resolved(plan);
    }
    if (*resolved != plan_digest(plan)) {
        throw plan_has_changed(plan, staging);
    }
    if (auto const open = staging::undecided(staging); open > 0) {
        throw model::Error(model::Exit::undecided,
                           plan.name + ": " + model::counted(open, "thing is", "things are") +
                               " undecided; the target was not touched",
                           "`tributary report PLAN --what conflicts` lists them");
    }
    if (staging.property("decisions_digest") != staging::decisions_digest(staging)) {
        throw model::Error(model::Exit::undecided,
                           plan.staging.string() +
                               ": its decisions are not those that resolve wrote; nothing was changed",
                           "run `tributary resolve PLAN` again; answers belong into the overrides file");
    }
    Prepared result;
    result.sources = staged_sources(plan, staging);
    result.target = staging::from_json(staging.property("target").value_or("{}"));
    result.before_rows = staging::from_json(staging.property("target_before_rows").value_or("{}"));
    result.mapping = map_sources(plan, result.sources, result.target);
    result.derived = staging::derived_tables(staging);
    read_offsets(staging, result.mapping);
    return result;
}

} // namespace tributary::steps
