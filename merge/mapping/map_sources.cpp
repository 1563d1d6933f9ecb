#include "merge/mapping/map_sources.hpp"

#include "merge/job/loaded.hpp"
#include "merge/mapping/mapping.hpp"
#include "merge/mapping/numbered.hpp"
#include "merge/mapping/renames.hpp"
#include "merge/mapping/staged_columns.hpp"
#include "merge/mapping/zones.hpp"
#include "merge/staging/id_ranges.hpp"

namespace tributary::mapping {

namespace {

/// Of each source that names one.
std::string encodings_in_words(plan::Plan const &plan)
{
    std::string words;
    for (auto const &source : plan.sources) {
        words += source.encoding.empty() ? "" : source.name + '\x1f' + source.encoding + '\x1f';
    }
    return words;
}

} // namespace

void note_how_rows_are_read(plan::Plan const &plan, staging::Staging const &staging)
{
    staging.set_property("zones", zones_in_words(plan));
    staging.set_property("encodings", encodings_in_words(plan));
}

std::vector<staging::StagedSource> staged_sources(plan::Plan const &plan, staging::Staging const &staging)
{
    auto sources = staging.sources();
    bool same = sources.size() == plan.sources.size();
    for (std::size_t i = 0; same && i < sources.size(); ++i) {
        same = sources[i].name == plan.sources[i].name;
    }
    if (!same && staging::executed_load(staging.database())) {
        throw job::plan_has_changed(plan, staging);
    }
    if (!same) {
        throw model::Error(model::Exit::refused,
                           plan.staging.string() + ": the plan's sources are not those of the snapshot",
                           "run `tributary snapshot PLAN` again");
    }
    auto const require_same = [&](char const *property, std::string const &now, char const *what) {
        if (staging.property(property).value_or("") != now && !staging::executed_load(staging.database())) {
            throw model::Error(model::Exit::refused,
                               plan.staging.string() + ": the plan's " + what + " are not those of the snapshot",
                               "run `tributary snapshot PLAN` again");
        }
    };
    require_same("zones", zones_in_words(plan), "[[zone]] entries");
    require_same("encodings", encodings_in_words(plan), "`encoding` keys");
    for (auto &source : sources) {
        for (auto &table : source.tables) {
            table.label = label_in_plan(plan, source.name, table.label);
        }
        source.schema = in_plan_names(plan, source.name, std::move(source.schema));
    }
    return sources;
}

model::Mapping map_sources(plan::Plan const &plan, std::vector<staging::StagedSource> const &sources,
                           model::Schema const &target)
{
    std::vector<MappingSource> inputs;
    for (auto const &source : sources) {
        MappingSource input{source.name, source.schema, {}};
        for (auto const &table : source.tables) {
            input.tables.push_back({table.id, table.label, table.staged, table.columns, table.rows});
        }
        inputs.push_back(std::move(input));
    }
    auto mapping = mapping::mapping(plan, inputs, target);
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
                for (auto const &waived : plan.waived) {
                    if (!waived.when.empty() && waived.column == plan::ColumnName{table.target.label, column.name}) {
                        over_row(column.waived.emplace_back(waived.when));
                    }
                }
            }
        }
    }
    return mapping;
}

void read_offsets(staging::Staging const &staging, model::Mapping &mapping)
{
    apply_offsets(mapping, staging::id_offsets(staging));
}

} // namespace tributary::mapping
